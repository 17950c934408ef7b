import type { Topic } from "./queries.ts";

/** What each section of the audit trail changes on the screens. */
const bySection: Readonly<Record<string, readonly Topic[]>> = {
  organization: ["settings", "on-call", "people"],
  people: ["people", "on-call", "services", "session"],
  teams: ["people", "services"],
  schedules: ["on-call"],
  overrides: ["on-call"],
  swaps: ["on-call"],
  absences: ["on-call"],
  escalationPolicies: ["services", "on-call"],
  services: ["services", "alerts"],
  customers: ["services"],
  sources: ["sources"],
  routes: ["sources"],
  grouping: ["sources"],
  alerts: ["alerts", "incidents"],
  alertViews: ["alerts"],
  accounts: ["people", "session"],
  tokens: [],
  invitations: ["people"],
  sessions: ["session"],
  notices: [],
  rankings: ["services"],
  // Who sees an incident changes with what its own log says.
  incidents: [],
  // The settings alone show these, and the draft; what is published changes how incidents are run.
  incidentTemplates: [],
  priorityWalks: [],
  watchGaps: [],
  processDraft: [],
  process: ["incidents", "on-call"],
};

/** A room shows its alerts, its searches for people and its pages too; its timeline tells of its own facts and its pages alone. */
const byKind: Readonly<Record<string, readonly Topic[]>> = {
  incident: ["incidents", "timeline"],
  retrospective: ["incidents"],
  group: ["alerts", "incidents"],
  escalation: ["alerts", "incidents"],
  page: ["pages", "alerts", "incidents", "timeline"],
};

const all: readonly Topic[] = ["incidents", "timeline", "alerts", "pages", "on-call", "people", "services", "sources", "settings", "session"];

/** Which topics an event of this stream may have changed; a stream that is not known may have changed anything. */
export function topicsOf(stream: string): readonly Topic[] {
  const [kind = "", section = ""] = stream.split("/");
  if (kind !== "audit") return byKind[kind] ?? all;
  // Every entry of the trail is itself shown in the settings.
  return ["settings", ...(bySection[section] ?? all)];
}
