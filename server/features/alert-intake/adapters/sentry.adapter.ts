import type { Instant } from "../../../values/instant.ts";
import { cut } from "../../../values/text.ts";
import { severityOf, webLinks, type Signal, type SignalStatus } from "../signal.rules.ts";
import type { Adapted, Arrival, Read } from "./adapted.adapter.ts";
import { isMembers, listOf, membersOf, textAmong, textLabels, textOf, type Members } from "./members.adapter.ts";
import { firstText, longestDescription, readTime } from "./reading.adapter.ts";

interface Hook {
  action: string | null;
  data: Members;
  body: Members;
  /** When Sentry sent it: of most changes it tells no other time. */
  sentAt: Instant | null;
}

type Reader = (hook: Hook) => Read;

const readers = new Map<string, Reader>([
  ["metric_alert", readMetricAlert],
  ["event_alert", ({ data }) => readEvent(membersOf(data["event"]), textAmong(data["triggered_rule"], membersOf(data["issue_alert"])["title"]))],
  ["error", ({ data }) => readEvent(membersOf(data["error"]), null)],
  ["issue", readIssue],
  ["comment", () => kept("A comment in Sentry: it is kept here and changes nothing.")],
  ["installation", ({ action }) => kept(`Sentry says that its integration was ${action === "deleted" ? "removed" : "installed"}.`)],
  ["plugin", ({ body }) => readPlugin(body)],
]);

/**
 * Sentry's integration webhooks (https://docs.sentry.io/organization/integrations/integration-platform/webhooks/) and the flat body of its older webhook
 * plugin. An issue has one key in all of them, so that its resolve ends what an event of it began.
 */
export function adaptSentry({ payload, headers }: Arrival): Adapted {
  if (!isMembers(payload)) return { errors: [{ path: "", message: "must be a JSON object, as Sentry sends it" }] };
  const data = membersOf(payload["data"]);
  const resource = textOf(headers["sentry-hook-resource"]) ?? resourceIn(payload, data);
  if (resource === null) return { errors: [{ path: "data", message: "must hold what happened: an event, an error, an issue, a metric_alert or a comment" }] };
  const read = readers.get(resource);
  return read ? read({ action: textOf(payload["action"]), data, body: payload, sentAt: readTime(headers["sentry-hook-timestamp"]) }) : kept(`Sentry's resource “${resource}” is no alert: it is kept here and changes nothing.`);
}

/** The kind of hook by what stands in it, for senders that lost the header on the way. */
function resourceIn(body: Members, data: Members): string | null {
  const members = { metric_alert: "metric_alert", event: "event_alert", error: "error", issue: "issue", comment: "comment", installation: "installation" };
  const found = Object.entries(members).find(([member]) => member in data)?.[1];
  return found ?? (["event", "message", "id", "culprit"].some((member) => member in body) ? "plugin" : null);
}

function kept(note: string): Read {
  return { signals: [], note };
}

function told(signal: Signal): Read {
  return { signals: [signal], note: null };
}

function readMetricAlert({ action, data, sentAt }: Hook): Read {
  const alert = membersOf(data["metric_alert"]);
  const rule = membersOf(alert["alert_rule"]);
  const heading = textOf(data["description_title"])?.replace(/^(Critical|Warning|Resolved|Open|Closed): /i, "");
  const name = firstText(textOf(rule["name"]), heading, textOf(alert["title"])) ?? "A metric alert in Sentry";
  const isOver = action === "resolved";
  const projects = listOf(rule["projects"] ?? alert["projects"]);
  return told({
    key: `metric-alert/${textAmong(rule["id"], alert["id"]) ?? name}`,
    status: isOver ? "resolved" : "firing",
    title: name,
    severity: severityOf(action),
    labels: textLabels({ alertname: name, service: projects.length === 1 ? projects[0] : null, environment: rule["environment"] }),
    description: describe(name, data["description_text"]),
    links: webLinks([{ text: "The alert in Sentry", href: data["web_url"] }]),
    startedAt: readTime(alert["date_started"]) ?? readTime(alert["date_created"]),
    at: sentAt ?? readTime(isOver ? alert["date_closed"] : alert["date_detected"]),
  });
}

const issueStatuses = new Map<string, SignalStatus>([
  ["created", "firing"],
  ["unresolved", "firing"],
  ["resolved", "resolved"],
  ["ignored", "suppressed"],
  ["archived", "suppressed"],
]);

function readIssue({ action, data, sentAt }: Hook): Read {
  const issue = membersOf(data["issue"]);
  const metadata = membersOf(issue["metadata"]);
  const project = membersOf(issue["project"]);
  const title = firstText(textOf(issue["title"]), textOf(metadata["title"]), textOf(metadata["value"]), textOf(issue["culprit"])) ?? "An issue in Sentry";
  const word = action ?? textOf(issue["status"]) ?? "unresolved";
  const status = issueStatuses.get(word);
  if (status === undefined) return kept(`“${cut(title, 200)}” was ${cut(word, 50)} in Sentry: that is kept here and changes nothing.`);
  const startedAt = readTime(issue["firstSeen"]);
  return told({
    key: `issue/${textOf(issue["id"]) ?? title}`,
    status,
    title,
    severity: severityOf(issue["level"]),
    labels: textLabels({ service: textAmong(project["slug"], project["name"]), level: issue["level"], issue: issue["shortId"], platform: issue["platform"] }),
    description: describe(title, issue["culprit"]),
    links: webLinks([issue["web_url"], issue["permalink"]].map((href) => ({ text: "The issue in Sentry", href }))),
    startedAt,
    at: sentAt ?? (action === "created" ? startedAt : null),
  });
}

function readEvent(event: Members, rule: string | null): Read {
  const title = titleOf(event) ?? "An event in Sentry";
  const tags = tagsOf(event["tags"]);
  const at = timeOf(event);
  const number = textOf(event["issue_id"]) ?? issueIn(event["issue_url"]) ?? issueIn(event["web_url"]);
  return told({
    key: `issue/${number ?? title}`,
    status: "firing",
    title,
    severity: severityOf(textAmong(event["level"], tags["level"])),
    labels: { ...tags, ...textLabels({ service: tags["service"] ?? projectIn(event["url"]), alertname: rule, release: event["release"], platform: event["platform"] }) },
    description: describe(title, event["message"], membersOf(event["logentry"])["formatted"], event["culprit"]),
    links: webLinks([{ text: "The event in Sentry", href: event["web_url"] }]),
    startedAt: at,
    at,
  });
}

/** One event of an issue, told by the plugin; `id` is the issue's. */
function readPlugin(body: Members): Read {
  const event = membersOf(body["event"]);
  const title = titleOf(event) ?? firstText(textOf(body["message"]), textOf(body["culprit"])) ?? "An issue in Sentry";
  const tags = tagsOf(event["tags"]);
  const at = timeOf(event);
  return told({
    key: `issue/${textOf(body["id"]) ?? title}`,
    status: "firing",
    title,
    severity: severityOf(textAmong(body["level"], event["level"])),
    labels: { ...tags, ...textLabels({ service: tags["service"] ?? textAmong(body["project_slug"], body["project"], body["project_name"]), alertname: listOf(body["triggering_rules"])[0] }) },
    description: describe(title, body["message"], body["culprit"]),
    links: webLinks([{ text: "The issue in Sentry", href: body["url"] }]),
    startedAt: at,
    at,
  });
}

function titleOf(event: Members): string | null {
  const metadata = membersOf(event["metadata"]);
  return firstText(textOf(event["title"]), textOf(metadata["title"]), textOf(metadata["value"]), textOf(event["message"]));
}

function timeOf(event: Members): Instant | null {
  return readTime(event["timestamp"]) ?? readTime(event["datetime"]) ?? readTime(event["received"]);
}

/** What the title does not say already. */
function describe(title: string, ...texts: readonly unknown[]): string | null {
  const lines = [...new Set(texts.flatMap((text) => textOf(text) ?? []))].filter((line) => line !== title);
  return lines.length === 0 ? null : cut(lines.join("\n"), longestDescription);
}

/** Tags are pairs of a name and a value, or objects that say which is which. */
function tagsOf(tags: unknown): Record<string, string> {
  const pairs = listOf(tags).map((tag) => (Array.isArray(tag) ? tag : [membersOf(tag)["key"], membersOf(tag)["value"]]));
  return textLabels(Object.fromEntries(pairs.flatMap(([name, value]) => (textOf(name) === null ? [] : [[textOf(name), value]]))) as Members);
}

function issueIn(address: unknown): string | null {
  return /\/issues\/(\w+)/.exec(textOf(address) ?? "")?.[1] ?? null;
}

/** The slug of the project in the address of an event: an event itself knows its number only. */
function projectIn(address: unknown): string | null {
  return /\/projects\/[^/]+\/([^/]+)\//.exec(textOf(address) ?? "")?.[1] ?? null;
}
