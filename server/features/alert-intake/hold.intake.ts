import type { Instant } from "../../values/instant.ts";
import type { Zone } from "../../values/zone.ts";
import { patternOf } from "../../platform/conditions/condition-language.ts";
import type { Tx } from "../../platform/database/database.ts";
import { schedule } from "../../platform/due-work/due-work.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import type { IntakeConfiguration } from "./configuration.intake.ts";
import type { Decision } from "./decision.queries.ts";
import { flapping, type Alert, type Folded, type Hold } from "./fold.rules.ts";
import { findTrouble, type Trouble } from "./symptom.rules.ts";
import { factsOf, heldUntil, isCovered, type Silence } from "./silence.rules.ts";

/** A silence that holds now, and until when. */
export interface LiveSilence {
  silence: Silence;
  until: Instant;
}

/** What was found to be held back, still to be written. */
export interface Holding {
  decisions: Decision[];
  /** How many alerts each silence held back, by its id. */
  counts: ReadonlyMap<string, number>;
}

export const stableKind = "alert.stable";

/** Looks again at what flaps once it has neither begun nor ended for so long. */
export async function scheduleStable(tx: Tx, alerts: readonly Alert[]): Promise<void> {
  const flapped = alerts.filter(({ hold, turns }) => hold?.by === "flapping" && turns.at(-1) === tx.now);
  await schedule(tx, flapped.map(({ fingerprint }) => ({ kind: stableKind, key: `${stableKind}/${fingerprint}`, dueAt: tx.now + flapping.withinMilliseconds, payload: { fingerprint } })));
}

/** The clock by which a silence recurs; null where it does not. */
export function zoneOf({ recurrence }: Silence): Zone | null {
  return recurrence === null ? null : zoneNamed(recurrence.timezone);
}

/** Whether a text is what a pattern describes from its beginning to its end, in time that grows evenly with it. */
export function matchesPattern(pattern: string, text: string): boolean {
  return patternOf(`^(?:${pattern})$`).test(text);
}

/** Of these silences those that hold now. */
export function liveSilences(silences: readonly Silence[], now: Instant): LiveSilence[] {
  return silences.flatMap((silence) => {
    const until = heldUntil(silence, now, zoneOf(silence));
    return until === null ? [] : [{ silence, until }];
  });
}

/** The first silence that covers an alert. */
export function findSilence(alert: Alert, live: readonly LiveSilence[]): LiveSilence | null {
  if (live.length === 0) return null;
  const facts = factsOf(alert);
  return live.find(({ silence }) => (silence.sourceId ?? alert.sourceId) === alert.sourceId && isCovered(silence.matchers, facts, matchesPattern)) ?? null;
}

/** What may hold alerts back. */
export interface Holders {
  now: Instant;
  live: readonly LiveSilence[];
  upstreams: IntakeConfiguration["upstreams"];
  troubles: readonly Trouble[];
}

const begins: ReadonlySet<Folded["transition"]> = new Set(["opened", "reopened", "released"]);

/** Holds back what begins and is silenced, or is a symptom of what fails upstream; says for each that is held back why. The alerts in the map learn their hold. */
export function holdFolded(holders: Holders, alerts: Map<string, Alert>, folded: readonly Folded[]): Holding {
  const counts = new Map<string, number>();
  const begun = new Map(folded.filter(({ transition }) => begins.has(transition)).map(({ fingerprint, transition }) => [fingerprint, transition]));
  const decisions = [...begun].flatMap(([fingerprint, transition]): Decision[] => {
    const alert = alerts.get(fingerprint);
    if (!alert || alert.status === "resolved") return [];
    if (alert.hold !== null) return [{ groupId: alert.groupId, alertId: alert.id, at: holders.now, code: `hold.${alert.hold.by}`, outcome: "held", details: {} }];
    const found = findHold(alert, transition, holders);
    if (found === null) return [];
    const { hold, decision } = found;
    alerts.set(fingerprint, { ...alert, hold });
    if (hold.by === "silence" && hold.id !== null) counts.set(hold.id, (counts.get(hold.id) ?? 0) + 1);
    return [decision];
  });
  return { decisions, counts };
}

/** What is held back no more is no symptom again: it fires on although its cause is over, or somebody wants to be paged. */
function findHold(alert: Alert, transition: Folded["transition"], { now, live, upstreams, troubles }: Holders): { hold: Hold; decision: Decision } | null {
  const silence = findSilence(alert, live);
  if (silence) return { hold: { by: "silence", id: silence.silence.id }, decision: silenceDecision(alert, silence, now) };
  const trouble = transition === "released" || troubles.length === 0 ? null : findTrouble(alert, upstreams, troubles);
  if (trouble === null) return null;
  const { incidentId: id, serviceId } = trouble;
  return { hold: { by: "symptom", id }, decision: { groupId: alert.groupId, alertId: alert.id, at: now, code: "hold.symptom", outcome: "held", details: { incidentId: id, serviceId } } };
}

/** That a silence holds an alert back, as it is told in its trace. */
export function silenceDecision(alert: Alert, { silence, until }: LiveSilence, now: Instant): Decision {
  const { id, kind, reason, ownerId } = silence;
  return { groupId: alert.groupId, alertId: alert.id, at: now, code: `hold.${kind}`, outcome: "held", details: { silenceId: id, reason, until, personId: ownerId } };
}
