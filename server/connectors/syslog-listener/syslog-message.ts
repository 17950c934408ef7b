/** A message as a syslog sender meant it; null is what it left out. */
export interface SyslogMessage {
  /** 0 to 23 (RFC 5424, 6.2.1). */
  facility: number;
  /** 0 is an emergency, 7 for debugging. */
  severity: number;
  /** As it was written, RFC 3339; the older form has neither year nor zone, so none is read of it. */
  time: string | null;
  host: string | null;
  app: string | null;
  processId: string | null;
  messageId: string | null;
  /** By the id of the element, then by the name of the parameter. */
  structuredData: Readonly<Record<string, Readonly<Record<string, string>>>>;
  text: string;
}

/** What has no readable priority is a notice of a user program (RFC 3164, 4.3.3). */
const usualPriority = 13;
const highestPriority = 191;
const longestName = 255;
const nil = "-";
const header = /^([1-9]\d{0,2}) (-|\d{4}-\S+) (\S+) (\S+) (\S+) (\S+)(?: |$)/;
const elementBegin = /^\[([^\s=\]"]{1,255})/;
/** A bracket in a value should be escaped; many a sender forgets it. */
const parameter = /^ +([^\s=\]"]{1,255})="([^"\\]*(?:\\[\s\S][^"\\]*)*)"/;
const olderTime = /^[A-Z][a-z]{2} {1,2}\d{1,2}(?: \d{4})? \d\d:\d\d:\d\d(?:\.\d{1,6})?(?: |$)/;
const newerTime = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S*)(?: |$)/;
const tag = /^(?=[^\s:]*[a-z])([^\s:[\]]{1,255})(?:\[([^\]\s]{1,255})\])?:(?: |$)/i;
const hostName = /^([^\s:[\]]{1,255}|[\da-f:]{2,45}) /i;

/** Reads one message: RFC 5424, or the older form of RFC 3164 as far as it can be told; of anything else it gives the text as it came. Never throws. */
export function readSyslogMessage(bytes: Uint8Array): SyslogMessage {
  const whole = textOf(bytes);
  const [begin, digits] = /^<(\d{1,3})>/.exec(whole) ?? [];
  const priority = Number(digits);
  if (begin === undefined || priority > highestPriority) return { ...empty(usualPriority), text: whole };
  const rest = whole.slice(begin.length);
  return readStandard(rest, priority) ?? readOlder(rest, priority);
}

/** UTF-8, and Latin-1 where it is not: neither NUL nor half a surrogate pair can be stored. */
function textOf(bytes: Uint8Array): string {
  const decode = (encoding: string, isStrict: boolean) => new TextDecoder(encoding, { fatal: isStrict, ignoreBOM: true }).decode(bytes);
  let text: string;
  try {
    text = decode("utf-8", true);
  } catch {
    text = decode("latin1", false);
  }
  return withoutEnd(text).replaceAll("\0", "\uFFFD");
}

function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && "\r\n\0".includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

function empty(priority: number): SyslogMessage {
  return { facility: priority >> 3, severity: priority & 7, time: null, host: null, app: null, processId: null, messageId: null, structuredData: {}, text: "" };
}

/** RFC 5424, section 6. */
function readStandard(rest: string, priority: number): SyslogMessage | null {
  const [begin, , time, host, app, processId, messageId] = header.exec(rest) ?? [];
  if (begin === undefined) return null;
  const { elements, after } = readElements(rest.slice(begin.length));
  return {
    ...empty(priority),
    time: named(time),
    host: named(host),
    app: named(app),
    processId: named(processId),
    messageId: named(messageId),
    structuredData: elements,
    text: after.replace(/^ /, "").replace(/^\uFEFF/, ""),
  };
}

function named(value: string | undefined): string | null {
  return value === undefined || value === nil ? null : value.slice(0, longestName);
}

/** Structured data (RFC 5424, 6.3) up to where it ends or cannot be read. */
function readElements(data: string): { elements: SyslogMessage["structuredData"]; after: string } {
  if (data === nil || data.startsWith(`${nil} `)) return { elements: {}, after: data.slice(1) };
  const elements: [string, Record<string, string>][] = [];
  let after = data;
  for (let element = readElement(after); element !== null; element = readElement(after)) {
    elements.push([element.id, element.parameters]);
    after = element.after;
  }
  return { elements: Object.fromEntries(elements), after };
}

function readElement(data: string): { id: string; parameters: Record<string, string>; after: string } | null {
  const [begin, id] = elementBegin.exec(data) ?? [];
  if (begin === undefined || id === undefined) return null;
  const parameters: [string, string][] = [];
  let after = data.slice(begin.length);
  for (let found = parameter.exec(after); found; found = parameter.exec(after)) {
    parameters.push([found[1] ?? "", unescaped(found[2] ?? "")]);
    after = after.slice(found[0].length);
  }
  return after.startsWith("]") ? { id, parameters: Object.fromEntries(parameters), after: after.slice(1) } : null;
}

/** A backslash before anything but a quote, a backslash or a bracket is one itself (RFC 5424, 6.3.3). */
function unescaped(value: string): string {
  return value.replace(/\\(["\\\]])/g, "$1");
}

/** RFC 3164, section 4, and what is sent in its name: any part may be left out. */
function readOlder(rest: string, priority: number): SyslogMessage {
  const [older] = olderTime.exec(rest) ?? [];
  const [newer, time] = newerTime.exec(rest) ?? [];
  const stamp = older ?? newer ?? "";
  const [host, afterHost] = stamp === "" ? [null, rest] : readHost(rest.slice(stamp.length));
  const [begin = "", app, processId] = tag.exec(afterHost) ?? [];
  return { ...empty(priority), time: time ?? null, host, app: app ?? null, processId: processId ?? null, text: afterHost.slice(begin.length).replace(/^\uFEFF/, "") };
}

/** A tag ends with a colon, a host does not. */
function readHost(rest: string): [string | null, string] {
  const [begin, host] = tag.test(rest) ? [] : (hostName.exec(rest) ?? []);
  return begin === undefined || host === undefined ? [null, rest] : [host, rest.slice(begin.length)];
}
