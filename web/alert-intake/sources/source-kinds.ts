import type { SourceView } from "../../../server/features/alert-intake/contract.ts";
import type { PresetView } from "../../../server/features/alert-intake/mapping.contract.ts";

/** Something that can speak to Muster, as people look for it. */
export interface SourceKind {
  id: string;
  kind: string;
  preset?: string;
  words: string;
  detail: string;
  /** What else people call it. */
  also: string;
}

function native(kind: string, words: string, detail: string, also: string): SourceKind {
  return { id: kind, kind, words, detail, also };
}

const natives: readonly SourceKind[] = [
  native("alertmanager", "Alertmanager", "Prometheus, VictoriaMetrics, Loki", "prometheus mimir thanos cortex grafana vmalert webhook"),
  native("grafana", "Grafana", "Unified alerting", "contact point cloud oncall"),
  native("pagerduty-events-v2", "PagerDuty Events", "Version 2, unchanged", "pager duty events api integration key"),
  native("opsgenie", "Opsgenie API", "Create, close, acknowledge", "ops genie jira service management atlassian"),
  native("sentry", "Sentry", "Issues and alerts, signed", "errors exceptions"),
  native("cloudwatch", "CloudWatch", "Over SNS, signed", "aws amazon alarm sns eventbridge"),
  native("github", "GitHub", "Changes, security", "actions workflow deployment dependabot"),
  native("cloudevents", "CloudEvents", "Any mode", "cncf knative eventing"),
  native("email", "E-mail", "An address of its own", "mail smtp mailbox"),
  native("syslog", "Syslog", "UDP and TCP", "rsyslog syslog-ng logger journald"),
  native("heartbeat", "Heartbeat", "Tells when a job is silent", "cron dead man switch ping backup healthcheck"),
  native("json", "Plain JSON", "A script, a curl, a form", "webhook http post custom"),
];

const presetAlso: Readonly<Record<string, string>> = {
  "google-cloud-monitoring": "gcp stackdriver", kibana: "elastic elasticsearch", checkmk: "check mk", "better-stack": "better uptime logtail",
  "azure-monitor": "microsoft application insights", splunk: "signalfx", papertrail: "solarwinds", "grafana-legacy": "old alerting", pingdom: "solarwinds",
};

const anythingElse = native("mapped", "Anything else", "Capture and map", "custom unknown other any webhook");

/** Everything that can speak to Muster: what it knows in code, what it has presets for, and anything else. */
export function kindsWith(presets: readonly PresetView[]): SourceKind[] {
  const known = presets.map(({ id, name }): SourceKind => ({ id: `preset:${id}`, kind: "mapped", preset: id, words: name, detail: "Preset", also: `${id} ${presetAlso[id] ?? ""}` }));
  return [...natives, ...known.sort((a, b) => a.words.localeCompare(b.words)), anythingElse];
}

/** Those whose names have each of the words; what reads anything is always among them. */
export function findKinds(kinds: readonly SourceKind[], search: string): SourceKind[] {
  const words = search.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const isFound = ({ id, words: name, detail, also }: SourceKind) => {
    const text = `${name} ${detail} ${also}`.toLowerCase();
    return id === anythingElse.id || words.every((word) => text.includes(word));
  };
  return kinds.filter(isFound);
}

/** What a source speaks, in the words of people. */
export function kindWords({ kind, preset }: Pick<SourceView, "kind" | "preset">, presets: readonly PresetView[] = []): string {
  if (preset !== null) return presets.find(({ id }) => id === preset)?.name ?? preset;
  if (kind === "mapped") return "A mapping of its own";
  return natives.find((one) => one.kind === kind)?.words ?? kind;
}

/** Whether what it sends is read by expressions. */
export function isMapped(kind: string): boolean {
  return kind === "mapped" || kind === "json";
}

/** Where its alerts go: `storefront`, or `the service its label “service” names, else storefront`. */
export function serviceWords({ serviceLabel, serviceId }: Pick<SourceView, "serviceLabel" | "serviceId">): string {
  const fallback = serviceId ?? "unassigned";
  return serviceLabel === null ? fallback : `the service its label “${serviceLabel}” names, else ${fallback}`;
}
