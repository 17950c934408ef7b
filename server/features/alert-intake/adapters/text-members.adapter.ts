import { parse } from "csv-parse/sync";
import { membersOfXml } from "./xml-members.adapter.ts";

const longest = 500_000;
const mostRows = 1_000;
const mostColumns = 100;
const longestHead = 5_000;

/** What a text tells in members: XML, a table with a head, lines of JSON, or `name=value`; null where it is prose. */
export function membersOfText(text: string): unknown {
  const trimmed = text.replace(/^\uFEFF/, "").trim();
  if (trimmed === "" || trimmed.length > longest) return null;
  if (trimmed.startsWith("<")) return membersOfXml(trimmed);
  const lines = trimmed.split(/\r?\n/).filter((line) => line.trim() !== "").slice(0, mostRows + 1);
  return membersOfJsonLines(lines) ?? membersOfTable(lines) ?? membersOfPairs(lines);
}

type Members = Record<string, unknown>;

function membersOfJsonLines(lines: readonly string[]): Members[] | null {
  if (lines.length < 2 || !lines.every((line) => /^\s*\{.*\}\s*$/.test(line))) return null;
  try {
    return lines.map((line) => JSON.parse(line) as Members);
  } catch {
    return null;
  }
}

/** Columns that a table of alerts has, whatever else it has. */
const telling = /^"?(?:.*[_ -])?(?:status|state|severity|level|priority|message|title|summary|alert|alarm|zustand|meldung|etat)"?$/i;

/** RFC 4180, also with semicolons and tabs between the fields. */
function membersOfTable(lines: readonly string[]): Members[] | null {
  const [head = ""] = lines;
  const delimiter = head.length > longestHead ? undefined : [",", ";", "\t"].find((candidate) => head.split(candidate).length >= 3);
  if (delimiter === undefined || lines.length < 2 || head.split(delimiter).filter((name) => telling.test(name)).length < 2) return null;
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
