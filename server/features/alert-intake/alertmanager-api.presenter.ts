import { toIso, type Instant } from "../../values/instant.ts";
import { cut } from "../../values/text.ts";
import type { GettableAlert, GettableGroup, GettableSilence, PostableSilence } from "./alertmanager-api.contract.ts";
import type { LapsingAlert } from "./alertmanager-api.queries.ts";
import { zoneOf } from "./hold.intake.ts";
import { groupKey, type Grouping } from "./group.rules.ts";
import type { SilenceWish } from "./silence.contract.ts";
import { silenceOf, type SilenceRow } from "./silence.queries.ts";
import { spanFrom } from "./silence.rules.ts";

/** The only receiver there is. */
export const receiver = { name: "muster" };

/** Go's zero time, which Alertmanager's clients read as “not set”. */
const unset = "0001-01-01T00:00:00.000Z";

/** An alert in Alertmanager's words. Its annotations are what Muster keeps of them. */
export function presentAlert({ alert, lapsesAt }: LapsingAlert): GettableAlert {
  const { hold, labels, links } = alert;
  const silencedBy = hold?.by === "silence" && hold.id !== null ? [hold.id] : [];
  const hrefOf = (text: string) => links.find((link) => link.text === text)?.href;
  const generatorURL = hrefOf("The query in Prometheus");
  return {
    labels,
    annotations: withoutAbsent({ summary: alert.title, description: alert.description, runbook_url: hrefOf("Runbook"), dashboard_url: hrefOf("Dashboard") }),
    ...(generatorURL === undefined ? {} : { generatorURL }),
    receivers: [receiver],
    fingerprint: alert.key,
    startsAt: toIso(alert.startedAt ?? alert.firstAt),
    updatedAt: toIso(alert.lastAt),
    endsAt: lapsesAt === null ? unset : toIso(lapsesAt),
    status: { state: silencedBy.length > 0 ? "suppressed" : "active", silencedBy, inhibitedBy: [], mutedBy: [] },
  };
}

/** Alerts as Muster groups them, in Alertmanager's words. */
export function presentGroups(alerts: readonly LapsingAlert[], { by }: Grouping): GettableGroup[] {
  const groups = new Map<string, GettableGroup>();
  for (const one of alerts) {
    const key = groupKey(one.alert, one.alert.serviceId, by);
    const group = groups.get(key) ?? { labels: labelsOfGroup(key), routeLabels: {}, receiver, alerts: [] };
    groups.set(key, group);
    group.alerts.push(presentAlert(one));
  }
  return [...groups.values()];
}

function labelsOfGroup(key: string): Readonly<Record<string, string>> {
  const pairs = JSON.parse(key) as [string, string | null][];
  return withoutAbsent(Object.fromEntries(pairs.map(([name, value]) => [name.replace(/^labels\./, ""), value])));
}

function withoutAbsent(members: Readonly<Record<string, string | null | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(members).flatMap(([name, value]) => (value === null || value === undefined ? [] : [[name, value] as const])));
}

/** A silence in Alertmanager's words. */
export function presentSilence(row: SilenceRow, now: Instant): GettableSilence {
  const silence = silenceOf(row);
  const span = spanFrom(silence, now, zoneOf(silence));
  return {
    id: silence.id,
    status: { state: span === null ? "expired" : span.from <= now ? "active" : "pending" },
    updatedAt: toIso(silence.endedAt ?? row.made_at),
    matchers: silence.matchers.map((matcher) => ({ ...matcher })),
    startsAt: toIso(silence.startsAt),
    endsAt: toIso(silence.endedAt ?? silence.endsAt),
    ...wordsOf(silence.reason),
    annotations: {},
  };
}

/** What is to begin as soon as this begins now: its sender writes the time of its own clock. */
const clocksDiffer = 2_000;

/** What a silence is to be, where Alertmanager's clients say it: one that began already begins now. */
export function wishOf({ matchers, startsAt, endsAt, createdBy, comment }: PostableSilence, now: Instant): SilenceWish {
  return { kind: "silence", matchers, reason: reasonOf(comment, createdBy), endsAt, ...(Date.parse(startsAt) > now + clocksDiffer ? { startsAt } : {}) };
}

/** Who made it stands after why, so that it is shown wherever the reason is. */
function reasonOf(comment: string, createdBy: string): string {
  const author = cut(createdBy.replace(/[()]/g, " ").trim(), 200) || "somebody";
  return `${comment.trim() || "Silenced without a reason"} (${author})`;
}

function wordsOf(reason: string): Pick<GettableSilence, "comment" | "createdBy"> {
  const [, comment, createdBy] = /^(.*) \(([^()]+)\)$/s.exec(reason) ?? [];
  return comment === undefined || createdBy === undefined ? { comment: reason, createdBy: "Muster" } : { comment, createdBy };
}
