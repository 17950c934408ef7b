/** An element of TwiML: its attributes, its text where it has no elements, and its elements. */
export interface TwimlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly elements: readonly TwimlElement[];
}

const known = new Set(["Response", "Say", "Pause", "Gather", "Message"]);
const token = /<\/([A-Za-z]+)>|<([A-Za-z]+)((?:\s+[A-Za-z]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y;
const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

interface Open {
  name: string;
  attributes: Record<string, string>;
  text: string;
  elements: TwimlElement[];
}

/** Reads TwiML as Twilio does: strictly. Null where it is not well formed or holds an instruction that is none. */
export function readTwiml(text: string): TwimlElement | null {
  const source = text.replace(/^<\?xml[^?]*\?>\s*/, "");
  const stack: Open[] = [{ name: "", attributes: {}, text: "", elements: [] }];
  token.lastIndex = 0;
  while (token.lastIndex < source.length) {
    const match = token.exec(source);
    if (!match || !take(stack, match)) return null;
  }
  const [root] = stack;
  return stack.length === 1 && root?.elements.length === 1 && root.text.trim() === "" && root.elements[0]?.name === "Response" ? root.elements[0] : null;
}

function take(stack: Open[], [, closed, opened, attributes = "", empty, words]: RegExpExecArray): boolean {
  const top = stack.at(-1);
  if (!top) return false;
  if (closed !== undefined) return close(stack, closed);
  if (opened !== undefined) return open(stack, opened, attributes, empty === "/");
  const decoded = decode(words ?? "");
  if (decoded === null) return false;
  top.text += decoded;
  return true;
}

function open(stack: Open[], name: string, attributes: string, isEmpty: boolean): boolean {
  const pairs = [...attributes.matchAll(/([A-Za-z]+)="([^"]*)"/g)].map(([, key, value]) => [key ?? "", decode(value ?? "")] as const);
  if (!known.has(name) || pairs.some(([, value]) => value === null)) return false;
  stack.push({ name, attributes: Object.fromEntries(pairs.map(([key, value]) => [key, value ?? ""])), text: "", elements: [] });
  return !isEmpty || close(stack, name);
}

function close(stack: Open[], name: string): boolean {
  const element = stack.pop();
  const parent = stack.at(-1);
  if (!element || !parent || element.name !== name) return false;
  parent.elements.push(element);
  return true;
}

/** Null where a sign stands bare that has to be written as an entity. */
function decode(text: string): string | null {
  if (/&(?!(?:amp|lt|gt|quot|apos);)|[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(text)) return null;
  return text.replace(/&([a-z]+);/g, (_whole, name: string) => entities[name] ?? "");
}
