import type { Instant } from "../../../values/instant.ts";
import { cut } from "../../../values/text.ts";
import { redacted } from "../redaction.rules.ts";
import { severityOf, webLinks, type Severity, type Signal, type SignalStatus } from "../signal.rules.ts";
import type { GitHubEvent } from "./github-event.adapter.ts";
import { membersOf, textAmong, textLabels, textOf, type Members } from "./members.adapter.ts";
import { longestDescription, longestTitle, readTime } from "./reading.adapter.ts";

/** What each kind of alert says in its own members. */
interface Told {
  title: string;
  severity: Severity;
  description: unknown;
  labels: Members;
  /** Where it stands on GitHub, below the repository. */
  place: string;
  more?: { text: string; href: unknown };
}

const kinds = new Map<string, (alert: Members, event: GitHubEvent) => Told>([
  ["dependabot_alert", readDependabot],
  ["repository_vulnerability_alert", readVulnerability],
  ["code_scanning_alert", readCodeScanning],
  ["secret_scanning_alert", readSecretScanning],
]);

const statuses = new Map<string, SignalStatus>(
  Object.entries({
    firing: ["created", "create", "reopened", "reopen", "reintroduced", "auto_reopened", "reopened_by_user", "appeared_in_branch", "publicly_leaked", "validated", "open"],
    resolved: ["fixed", "dismissed", "dismiss", "auto_dismissed", "resolved", "resolve", "closed_by_user"],
  }).flatMap(([status, words]) => words.map((word) => [word, status as SignalStatus] as const)),
);

/** What GitHub found insecure in a repository, by its number there; null for any other event, and where nothing began or ended. */
export function readGitHubAlert(event: GitHubEvent): Signal | null {
  const alert = membersOf(event.body["alert"]);
  const kind = kinds.get(event.name);
  const status = statuses.get(event.action ?? textOf(alert["state"]) ?? "open");
  if (!kind || !status) return null;
  const { title, severity, description, labels, place, more } = kind(alert, event);
  const { repository } = event;
  const number = textAmong(alert["number"], alert["id"]);
  const above = number === null || repository.address === null ? null : `${repository.address}/security/${place}/${number}`;
  return {
    key: `${event.name}/${repository.fullName ?? ""}/${number ?? title}`,
    status,
    title: cut(title, longestTitle),
    severity,
    labels: textLabels({ alertname: event.name, service: repository.name, repository: repository.fullName, ...labels }),
    description: cut(textOf(description) ?? "", longestDescription) || null,
    links: webLinks([{ text: "The alert on GitHub", href: textOf(alert["html_url"]) ?? above }, ...(more ? [more] : [])]),
    startedAt: readTime(alert["created_at"]),
    at: timeOf(alert, event, status),
  };
}

/** An alert that was opened again tells of no time but its updates. */
function timeOf(alert: Members, { action }: GitHubEvent, status: SignalStatus): Instant | null {
  const ends = status === "resolved" ? ["fixed_at", "dismissed_at", "resolved_at", "updated_at"] : ["updated_at"];
  const begins = action === "created" || action === "create" ? ["created_at"] : [];
  return [...ends, ...begins].map((name) => readTime(alert[name])).find((at) => at !== null) ?? null;
}

function readDependabot(alert: Members): Told {
  const advisory = membersOf(alert["security_advisory"]);
  const vulnerability = membersOf(alert["security_vulnerability"]);
  const { name, ecosystem } = membersOf(membersOf(alert["dependency"])["package"] ?? vulnerability["package"]);
  return {
    title: textOf(advisory["summary"]) ?? `${textOf(name) ?? "A dependency"} is vulnerable`,
    severity: severityOf(textAmong(advisory["severity"], vulnerability["severity"])),
    description: advisory["description"],
    labels: { package: name, ecosystem, advisory: textAmong(advisory["cve_id"], advisory["ghsa_id"]), scope: membersOf(alert["dependency"])["scope"] },
    place: "dependabot",
  };
}

function readVulnerability(alert: Members): Told {
  const name = textOf(alert["affected_package_name"]);
  const advisory = textAmong(alert["external_identifier"], alert["ghsa_id"]);
  const fixedIn = textOf(alert["fixed_in"]);
  return {
    title: `${name ?? "A dependency"} is vulnerable${advisory === null ? "" : ` (${advisory})`}`,
    severity: severityOf(alert["severity"]),
    description: fixedIn && `Fixed in ${fixedIn}.`,
    labels: { package: name, advisory },
    place: "dependabot",
    more: { text: "What is known of it", href: alert["external_reference"] },
  };
}

function readCodeScanning(alert: Members, { body }: GitHubEvent): Told {
  const rule = membersOf(alert["rule"]);
  const level = textAmong(rule["security_severity_level"], rule["severity"]);
  return {
    title: textAmong(rule["description"], rule["name"], rule["id"]) ?? "Code scanning found something",
    severity: level === "note" ? "info" : severityOf(level),
    description: rule["full_description"],
    labels: { rule: rule["id"], tool: membersOf(alert["tool"])["name"], ref: body["ref"] },
    place: "code-scanning",
  };
}

/** The type of a secret has the name of a secret, so that it may have been masked. */
function readSecretScanning(alert: Members, { action, repository }: GitHubEvent): Told {
  const type = [alert["secret_type_display_name"], alert["secret_type"]].map(textOf).find((text) => text !== null && text !== redacted);
  const isKnownToWork = action === "publicly_leaked" || alert["publicly_leaked"] === true || alert["validity"] === "active";
  return {
    title: `A secret${type ? ` (${type})` : ""} was found in ${repository.fullName ?? "a repository"}`,
    severity: isKnownToWork ? "critical" : "high",
    description: alert["resolution_comment"],
    labels: { type },
    place: "secret-scanning",
  };
}
