import { cut } from "../../../values/text.ts";
import { severityOf, statusOf, type Severity, type Signal } from "../signal.rules.ts";
import type { Adapted, Arrival } from "./adapted.adapter.ts";
import { isMembers, membersOf, textAmong, textLabels, textOf, type Members } from "./members.adapter.ts";
import { firstText, longestDescription, longestTitle, readTime } from "./reading.adapter.ts";

const longestKey = 500;
/** RFC 5424, 6.2.1, by their numbers. */
const facilities = ["kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp", "ntp", "audit", "alert", "clock", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7"];
const levels = ["emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"];
const severities: readonly Severity[] = ["critical", "critical", "critical", "high", "warning", "info", "info", "info"];
/** Worse than this is told to people: a warning. */
const mildest = 4;
const ended = /\bstate=["']?(?:ok|resolved)\b/i;
const toldState = /\bstate=(?:"[^"]*"|'[^']*'|\S+)/gi;
/** What Muster's own element says about the way of the message, and its state. */
const ownParameters = new Set(["source", "key", "state"]);

/**
 * A syslog message, as the listener hands it over (`severity`, `facility`, `time`, `host`, `app`, `messageId`, `structuredData`, `text`). The severities
 * warning and worse fire; what is milder is kept and opens nothing. `state="ok"` or `state="resolved"`, in the structured data or in the text, resolves at
 * any severity. One condition is what one program on one host says with one MSGID, else with the same words but for the numbers in them.
 */
export function adaptSyslog({ payload }: Arrival): Adapted {
  if (!isMembers(payload)) return { errors: [{ path: "", message: 'must be a syslog message such as { "severity": 3, "host": "web1", "app": "nginx", "text": "worker died" }' }] };
  const level = levelOf(payload["severity"]);
  const signal = asSignal(payload, level);
  if (signal.status === "firing" && level > mildest) return { signals: [], note: `Of the severity ${levels[level]}: it opens no alert, a warning or worse does.` };
  return { signals: [signal], note: null };
}

/** What has no severity that is known is a warning, so that it is seen. */
function levelOf(value: unknown): number {
  const number = Number(textOf(value) ?? Number.NaN);
  if (Number.isInteger(number) && number >= 0 && number < levels.length) return number;
  const word = textOf(value)?.toLowerCase() ?? "";
  const level = levels.indexOf(word);
  return level < 0 ? severities.lastIndexOf(severityOf(word)) : level;
}

function asSignal(message: Members, level: number): Signal {
  const text = textAmong(message["text"], message["message"]) ?? "";
  const parameters = parametersOf(message["structuredData"]);
  const title = firstText(text.split("\n", 1)[0]) ?? `A message without text from ${firstText(message["app"], message["host"]) ?? "somebody"}`;
  const isOver = ended.test(text) || statusOf(parameters["state"]) === "resolved";
  const at = readTime(message["time"]);
  return {
    key: keyOf(message, title),
    status: isOver ? "resolved" : "firing",
    title: cut(title, longestTitle),
    severity: severities[level] ?? "warning",
    labels: labelsOf(message, parameters),
    description: text.includes("\n") || text.length > longestTitle ? cut(text, longestDescription) : null,
    links: [],
    startedAt: isOver ? null : at,
    at,
  };
}

/** All parameters of all elements but those that RFC 5424 gives a meaning about the sending. */
function parametersOf(structuredData: unknown): Record<string, string> {
  const elements = Object.entries(membersOf(structuredData)).filter(([id]) => id.includes("@") || id === "muster");
  return textLabels(Object.fromEntries(elements.flatMap(([, parameters]) => Object.entries(membersOf(parameters)))));
}

function labelsOf(message: Members, parameters: Readonly<Record<string, string>>): Record<string, string> {
  const told = Object.entries(parameters).filter(([name]) => !ownParameters.has(name));
  return { ...Object.fromEntries(told), ...textLabels({ host: message["host"], app: message["app"], facility: facilities[Number(textOf(message["facility"]))] ?? message["facility"] }) };
}

function keyOf({ host, app, messageId }: Members, title: string): string {
  const words = textOf(messageId) ?? withoutNumbers(title.replace(toldState, ""));
  return cut([textOf(host), textOf(app), words].filter(Boolean).join(" "), longestKey);
}

/** Digits within a name, as in `web1`, stay: they tell one thing from another. */
function withoutNumbers(text: string): string {
  return text.replace(/\b(?=[\da-f]*\d)[\da-f]{8,}\b|(?<![A-Za-z0-9_])(?:0x[\da-f]+|\d+)/gi, "#").replace(/\s+/g, " ").trim();
}
