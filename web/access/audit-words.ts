import type { AuditEntry } from "../../server/features/access/audit.contract.ts";

const nouns: Readonly<Record<string, string>> = {
  people: "the person",
  teams: "the team",
  schedules: "the schedule",
  overrides: "an override of",
  escalationPolicies: "the escalation policy",
  services: "the service",
  customers: "the customer",
  sources: "the source",
  silences: "a silence",
  alerts: "an alert",
  alertViews: "a view of the alerts",
  slos: "the SLO",
  runbooks: "the runbook",
  audiences: "the audience",
  statusPages: "the status page",
  accounts: "the account of",
  invitations: "an invitation for",
  tokens: "an API token",
  notices: "a notice",
  "evidence-packs": "the evidence of",
  "conduct-reports": "a report of conduct",
  incidentTemplates: "the incident template",
  rankings: "how its outage is ranked for",
  priorityWalks: "a walk through the priorities",
  watchGaps: "a finding about what nobody watches",
  incidents: "the incident",
};

/** Things of which there is one only, so that their id says nothing. */
const wholes: Readonly<Record<string, string>> = {
  organization: "the organization",
  routes: "the routes",
  grouping: "the grouping",
  process: "the written process",
  installation: "that this installation pages again",
};

/** What was done, where the recorded word alone would make no sentence. */
const deeds: Readonly<Record<string, string>> = { overridden: "made an override for", restored: "took back an override of", confirmed: "confirmed", "dealt-with": "dealt with", "taken-up": "took up again" };

const ownDeeds: Readonly<Record<string, string>> = { "signed-in": "signed in", "signed-out": "signed out", "password-changed": "changed their password" };

/** What somebody did, as the rest of a sentence that begins with their name: the deed in bold, what it was done to. */
export function auditWords({ section, id, action, paths }: AuditEntry): { deed: string; to: string; more: string } {
  const own = ownDeeds[action];
  if (own !== undefined) return { deed: own, to: "", more: "" };
  const isUnnamed = ["alerts", "alertViews", "tokens", "notices", "silences", "conduct-reports"].includes(section);
  const to = wholes[section] ?? [nouns[section] ?? section, isUnnamed ? "" : id].join(" ").trim();
  return { deed: deeds[action] ?? action.replaceAll("-", " "), to, more: action === "changed" && paths.length > 0 ? pathWords(paths) : "" };
}

const mostPaths = 4;

function pathWords(paths: readonly string[]): string {
  const shown = paths.slice(0, mostPaths).join(", ");
  return paths.length > mostPaths ? `${shown} and ${paths.length - mostPaths} more` : shown;
}

const fewest = 4;

/** Entries that were made in one go stand as one, where they are many: a file that was applied makes dozens. */
export function foldDeeds(entries: readonly AuditEntry[]): AuditEntry[][] {
  const runs: AuditEntry[][] = [];
  for (const entry of entries) {
    const run = runs.at(-1);
    const [first] = run ?? [];
    if (first !== undefined && first.at === entry.at && first.actor.id === entry.actor.id) run?.push(entry);
    else runs.push([entry]);
  }
  return runs.flatMap((run) => (run.length < fewest ? run.map((entry) => [entry]) : [run]));
}

/** Who did it; a person or token that is gone is named by its id. */
export function actorWords({ kind, id, name }: AuditEntry["actor"]): string {
  if (name !== null) return kind === "token" ? `The token ${name}` : name;
  return id === null ? "Somebody" : `${kind} ${id}`;
}
