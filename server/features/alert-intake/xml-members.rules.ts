type Members = Record<string, unknown>;

interface Element {
  name: string;
  members: Members;
  text: string;
}

const mostElements = 5_000;
const deepest = 30;
const token = /<[?!][^>]*>|<\/\s*([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/y;
const section = "<![CDATA[";
const attribute = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const entities = new Map([["lt", "<"], ["gt", ">"], ["amp", "&"], ["quot", '"'], ["apos", "'"]]);
/** Of web pages nothing is taken for a member. */
const page = /^\s*(?:<!doctype html|<html[\s>]|<(?:p|div|b|a|br|h[1-6]|span|table|body)[\s>/])/i;

/** An XML document as members: elements and attributes by their names, those that come again as a list; null where it is none. No entity but the five of XML is known (XML 1.0, 4.6). */
export function membersOfXml(text: string): Members | null {
  if (page.test(text)) return null;
  const root: Element = { name: "", members: {}, text: "" };
  const open = [root];
  let elements = 0;
  for (token.lastIndex = 0; token.lastIndex < text.length;) {
    const past = passOver(text, token.lastIndex, open.at(-1)!);
    if (past !== token.lastIndex) {
      token.lastIndex = past;
      continue;
    }
    const found = token.exec(text);
    if (found === null || !take(open, found)) return null;
    elements += Number(found[2] !== undefined);
    if (elements > mostElements || open.length > deepest) return null;
  }
  return isWhole(open) ? root.members : null;
}

function isWhole([root, ...open]: readonly Element[]): boolean {
  return root !== undefined && open.length === 0 && root.text.trim() === "" && Object.keys(root.members).length > 0;
}

/** Where it goes on behind a comment or a section of plain text; the end where one is not closed. */
function passOver(text: string, at: number, element: Element): number {
  const [begin, end] = text.startsWith("<!--", at) ? ["<!--", "-->"] : text.startsWith(section, at) ? [section, "]]>"] : ["", ""];
  if (end === "") return at;
  const close = text.indexOf(end, at + begin.length);
  if (begin === section) element.text += text.slice(at + begin.length, close < 0 ? text.length : close);
  return close < 0 ? text.length : close + end.length;
}

/** Takes the next part of a document; false where it does not fit. */
function take(open: Element[], [, closing, opening, attributes = "", ending, text]: RegExpExecArray): boolean {
  const last = open.at(-1)!;
  if (opening !== undefined) {
    const element = { name: plainName(opening), members: attributesIn(attributes), text: "" };
    if (ending === "/") add(last.members, element);
    else open.push(element);
  } else if (closing !== undefined) {
    open.pop();
    if (open.length === 0 || last.name !== plainName(closing)) return false;
    add(open.at(-1)!.members, last);
  } else last.text += decoded(text ?? "");
  return true;
}

function plainName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function attributesIn(text: string): Members {
  const told = [...text.matchAll(attribute)].filter(([, name = ""]) => !name.startsWith("xmlns") && name !== "__proto__");
  return Object.fromEntries(told.map(([, name = "", double, single]) => [plainName(name), decoded(double ?? single ?? "")]));
}

function add(members: Members, { name, members: own, text }: Element): void {
  const plain = text.trim();
  const value = Object.keys(own).length === 0 ? plain : plain === "" ? own : { ...own, value: plain };
  if (name === "__proto__") return;
  const known = Object.hasOwn(members, name) ? members[name] : undefined;
  members[name] = known === undefined ? value : Array.isArray(known) ? [...(known as unknown[]), value] : [known, value];
}

function decoded(text: string): string {
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return entities.get(name) ?? whole;
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
