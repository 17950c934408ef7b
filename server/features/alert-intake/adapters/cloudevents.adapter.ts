import { parseJsonBody } from "../../../platform/http/json-body.ts";
import type { Json } from "../../../values/canonical-json.ts";
import { cut, isStorable } from "../../../values/text.ts";
import { readThing } from "../guess-reading.rules.ts";
import { guess } from "../guess.rules.ts";
import { redact } from "../redaction.rules.ts";
import { severityIn, statusOf, webLinks, type Severity, type Signal, type SignalStatus } from "../signal.rules.ts";
import type { Adapted, Arrival } from "./adapted.adapter.ts";
import { isMembers, textOf, type Members } from "./members.adapter.ts";
import { asLabels, firstText, longestDescription, longestTitle, readTime } from "./reading.adapter.ts";

const mostEvents = 20_000;
const header = "ce-";

/**
 * CloudEvents 1.0 over HTTP: structured, in batches, and binary with its attributes in headers
 * (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md).
 */
export function adaptCloudEvents({ payload, headers }: Arrival): Adapted {
  if (isBinary(headers)) return { signals: [asSignal({ ...attributesIn(headers), data: payload })], note: null };
  const given: readonly unknown[] = Array.isArray(payload) ? payload : [payload];
  if (given.length > mostEvents) return { errors: [{ path: "", message: `holds ${given.length} events; at most ${mostEvents} are taken at once` }] };
  const events = given.filter(isEvent);
  if (events.length === 0 && given.length > 0) return { errors: [{ path: Array.isArray(payload) ? "0.type" : "type", message: "must be the type of a CloudEvent" }] };
  const leftOut = given.length - events.length;
  return { signals: events.map(asSignal), note: leftOut > 0 ? `${leftOut} of ${given.length} members of the batch were no CloudEvents and were left out.` : null };
}

function isBinary(headers: Arrival["headers"]): boolean {
  return !/^application\/cloudevents/i.test(headers["content-type"] ?? "") && ["type", "source", "id"].some((name) => `${header}${name}` in headers);
}

function isEvent(value: unknown): value is Members {
  return isMembers(value) && ["type", "source", "id"].some((name) => textOf(value[name]) !== null);
}

/** Headers are masked here: what is stored of a delivery is its body. */
function attributesIn(headers: Arrival["headers"]): Members {
  const own = Object.entries(headers).flatMap(([name, value]) => (name.startsWith(header) ? [[name.slice(header.length), decode(value)] as const] : []));
  return redact({ ...Object.fromEntries(own), datacontenttype: headers["content-type"] ?? null }, []) as Members;
}

/** First quotes are taken off, then percents are read once; a text that is not encoded well stays as it is (section 3.1.3.2 of the binding). */
function decode(value: string): string {
  const plain = value.startsWith('"') && value.endsWith('"') && value.length > 1 ? value.slice(1, -1).replace(/\\(.)/g, "$1") : value;
  try {
    const decoded = decodeURIComponent(plain);
    return isStorable(decoded) ? decoded : plain;
  } catch {
    return plain;
  }
}

function asSignal(event: Members): Signal {
  const told = typeOf(event["type"]);
  const data = dataOf(event);
  const guessed = isMembers(data) ? guess(data) : null;
  const title = titleIn(data);
  const at = readTime(event["time"]);
  const status = told.status ?? guessed?.status ?? "firing";
  const service = guessed?.service ?? textOf(event["service"]);
  return {
    key: keyOf(event, told, guessed?.key ?? null, title),
    status,
    title: title ?? nameOf(event),
    severity: severityAttribute(event) ?? told.severity ?? guessed?.severity ?? "warning",
    labels: { ...guessed?.labels, ...attributeLabels(event), ...(service === null ? {} : { service }) },
    description: cut(guessed?.description ?? "", longestDescription) || null,
    links: webLinks([{ text: "Source", href: event["source"] }, { text: "Data schema", href: event["dataschema"] }, ...(guessed?.links ?? [])]),
    startedAt: guessed?.startedAt ?? (status === "resolved" ? null : at),
    at,
  };
}

interface Told {
  /** The type without the word that says what happened, and without a version. */
  stem: string;
  status: SignalStatus | null;
  severity: Severity | null;
}

/** A type ends in what happened, by custom a participle such as `resolved`; nouns such as `alert` say nothing of a state. */
function typeOf(type: unknown): Told {
  const plain = (textOf(type) ?? "").replace(/([._/:-]v?\d+)+$/i, "");
  const last = /[A-Z]?[a-z]+$|[A-Z]+$/.exec(plain)?.[0] ?? "";
  const status = /(ed|ing)$|^(ok|recovery)$/i.test(last) && !/^warning$/i.test(last) ? statusOf(last) : null;
  const severity = /^(critical|fatal|error|warning|info)$/i.test(last) ? severityIn(last) : null;
  return { stem: status === null ? plain : plain.slice(0, -last.length).replace(/[._/:-]+$/, ""), status, severity };
}

/**
 * What makes the event the same condition: its subject and a key in its data; else its subject or title, so that its end finds it; else, where the type alone tells
 * a state, its type; else `source` and `id`, which name one event (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md#id).
 */
function keyOf(event: Members, { stem, status }: Told, own: string | null, title: string | null): string {
  const [source, id, subject] = [textOf(event["source"]), textOf(event["id"]), textOf(event["subject"])];
  const about = subject ?? title;
  const parts = own !== null ? [source, subject, own] : about !== null || status !== null ? [source, stem, about] : [source, id ?? stem];
  return parts.filter((part) => part !== null && part !== "").join(" ") || nameOf(event);
}

function nameOf(event: Members): string {
  const [type, source, subject] = [textOf(event["type"]), textOf(event["source"]), textOf(event["subject"])];
  return cut([type ?? `An event of ${source ?? textOf(event["id"]) ?? "a source without a name"}`, ...(subject === null ? [] : [subject])].join(": "), longestTitle);
}

/** What the data call themselves, if anything; text that is JSON or XML is no title. */
function titleIn(data: unknown): string | null {
  const text = isMembers(data) ? (readThing(data).title?.text ?? null) : typeof data === "string" ? (data.trim().split("\n")[0] ?? "") : null;
  return text === null || /^\s*[{[<]/.test(text) ? null : firstText(text);
}

/** The attributes of the extension for severities (https://github.com/cloudevents/spec/blob/main/cloudevents/extensions/severity.md), whose numbers are OpenTelemetry's. */
function severityAttribute(event: Members): Severity | null {
  const number = Number(textOf(event["severitynumber"]) ?? Number.NaN);
  if (number >= 1) return number < 13 ? "info" : number < 17 ? "warning" : number < 21 ? "high" : "critical";
  return severityIn(event["severitytext"]) ?? severityIn(event["severity"]);
}

const notLabels = new Set(["specversion", "id", "time", "datacontenttype", "dataschema", "data", "data_base64"]);

function attributeLabels(event: Members): Record<string, string> {
  return asLabels(Object.fromEntries(Object.entries(event).filter(([name]) => !notLabels.has(name))));
}

/** The data read as what its content type says: JSON without one. What is neither JSON nor text is left unread. */
function dataOf(event: Members): unknown {
  const type = textOf(event["datacontenttype"]) ?? "application/json";
  const encoded = textOf(event["data_base64"]);
  const data = event["data"] ?? (encoded === null ? undefined : textIn(Buffer.from(encoded, "base64")));
  if (typeof data !== "string") return data;
  const parsed = /json/i.test(type) ? parseJsonBody(Buffer.from(data)) : null;
  if (parsed && "value" in parsed) return redact(parsed.value as Json, []);
  return /json|^text\/plain/i.test(type) ? redact(data, []) : undefined;
}

function textIn(bytes: Buffer): string | undefined {
  const text = bytes.toString("utf8");
  return Buffer.from(text).equals(bytes) && isStorable(text) ? text : undefined;
}
