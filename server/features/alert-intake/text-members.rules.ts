import { membersOfXml } from "./xml-members.rules.ts";

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
function membersOfTable([head = "", ...rows]: readonly string[]): Members[] | null {
  if (head.length > longestHead) return null;
  const mark = [",", ";", "\t"].find((candidate) => head.split(candidate).length >= 3);
  if (mark === undefined || rows.length === 0) return null;
  const names = fieldsOf(head, mark);
  const isHead = names.length <= mostColumns && names.every((name) => /^[\p{L}_@][\p{L}\p{N}_ .@-]{0,40}$/u.test(name)) && names.filter((name) => telling.test(name)).length >= 2;
  const cells = isHead ? rows.map((row) => fieldsOf(row, mark)) : [];
  return isHead && cells.every(({ length }) => length === names.length) ? cells.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? ""]))) : null;
}

function fieldsOf(line: string, mark: string): string[] {
  const fields: string[] = [];
  let rest = line;
  for (;;) {
    const [quoted, inner] = /^\s*"((?:[^"]|"")*)"\s*/.exec(rest) ?? [];
    const end = quoted === undefined ? rest.indexOf(mark) : quoted.length;
    fields.push((inner?.replaceAll('""', '"') ?? (end < 0 ? rest : rest.slice(0, end))).trim());
    if (end < 0 || end >= rest.length) return fields;
    rest = rest.slice(end + (rest.startsWith(mark, end) ? mark.length : 0));
  }
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
