import { parse } from "csv-parse/sync";
import { isForm } from "../form-text.rules.ts";
import { wordsOf } from "../guess-words.rules.ts";
import { statusOf } from "../signal.rules.ts";
import { membersOfXml } from "./xml-members.adapter.ts";

const longest = 500_000;
const mostRows = 1_000;
const mostColumns = 100;
const longestHead = 5_000;

/** What a text tells in members: XML, a form, a table with a head, lines of JSON, `Name: value` or `name=value`; null where it is prose. */
export function membersOfText(text: string): unknown {
  const trimmed = text.replace(/^\uFEFF/, "").trim();
  if (trimmed === "" || trimmed.length > longest) return null;
  if (trimmed.startsWith("<")) return membersOfXml(trimmed);
  const lines = trimmed.split(/\r?\n/).filter((line) => line.trim() !== "").slice(0, mostRows + 1);
  return membersOfForm(trimmed) ?? membersOfJsonLines(lines) ?? membersOfTable(lines) ?? membersOfFields(lines) ?? membersOfPairs(lines);
}

type Members = Record<string, unknown>;

const formOfJson = /^\w{1,40}=%7B[^\s&=]*$/i;

/** One pair alone is a form only where it carries JSON. */
function membersOfForm(text: string): Members | null {
  return (isForm(text) && text.includes("&")) || formOfJson.test(text) ? Object.fromEntries(new URLSearchParams(text)) : null;
}

function membersOfJsonLines(lines: readonly string[]): Members[] | null {
  if (lines.length < 2 || !lines.every((line) => /^\s*\{.*\}\s*$/.test(line))) return null;
  try {
    return lines.map((line) => JSON.parse(line) as Members);
  } catch {
    return null;
  }
}

/** What is told of an alert, whatever else is. */
const telling = new Set("status state severity level priority message title subject summary alert alarm".split(" "));

function isTelling(name: string): boolean {
  return telling.has(wordsOf(name).at(-1) ?? "");
}

/** RFC 4180, also with semicolons and tabs between the fields. */
function membersOfTable(lines: readonly string[]): Members[] | null {
  const [head = ""] = lines;
  const delimiter = head.length > longestHead ? undefined : [",", ";", "\t"].find((candidate) => head.split(candidate).length >= 3);
  if (delimiter === undefined || lines.length < 2 || head.split(delimiter).filter(isTelling).length < 2) return null;
  try {
    return parse<Members>(lines.join("\n"), { delimiter, trim: true, columns: headOf });
  } catch {
    return null;
  }
}

function headOf(names: readonly string[]): string[] {
  if (names.length > mostColumns || !names.every((name) => /^[\p{L}_@][\p{L}\p{N}_ .@-]{0,40}$/u.test(name))) throw new Error("no head of a table");
  return [...names];
}

const leastPairs = 3;
const field = /^(\p{L}[\p{L}\p{N} _/.-]{0,40}?)\s?:[ \t]*(?!\/\/)(.*)$/u;

/** `Host: db1` on each line, as mails have it at their head. */
function membersOfFields(lines: readonly string[]): Members | null {
  const fields = lines.map((line) => field.exec(line) ?? []);
  const names = fields.map(([, name]) => name ?? "");
  const isAll = names.length >= leastPairs && names.every((name) => name !== "" && statusOf(name) === null) && new Set(names).size === names.length;
  return isAll && names.filter(isTelling).length >= 2 ? Object.fromEntries(fields.map(([, name = "", value = ""]) => [name, value.trim()])) : null;
}

const onePair = /([A-Za-z_][\w.-]{0,60})=(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s,;|"']*))/g;

/** `host=db1 state=CRITICAL msg="97 %"`, as logfmt and scripts have it, in one line or several. */
function membersOfPairs(lines: readonly string[]): Members | Members[] | null {
  const rows = lines.map(pairsIn);
  if (rows.some((row) => row === null)) return null;
  const told = rows as Members[];
  if (told.length > 1 && told.every((row) => Object.keys(row).length >= leastPairs)) return told;
  const whole = Object.assign({}, ...told) as Members;
  return Object.keys(whole).length >= leastPairs ? whole : null;
}

function pairsIn(line: string): Members | null {
  const pairs = [...line.matchAll(onePair)];
  const isAll = pairs.length > 0 && /^[\s,;|]*$/.test(line.replace(onePair, ""));
  return isAll ? Object.fromEntries(pairs.map(([, name, quoted, single, bare]) => [name, quoted?.replace(/\\(.)/g, "$1") ?? single ?? bare])) : null;
}
