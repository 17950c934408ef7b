import type { Instant } from "../../values/instant.ts";
import type { Zone } from "../../values/zone.ts";
import { patternOf } from "../../platform/conditions/condition-language.ts";
import type { Tx } from "../../platform/database/database.ts";
import { schedule } from "../../platform/due-work/due-work.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import type { IntakeConfiguration } from "./configuration.intake.ts";
import { flapping, type Alert, type Folded, type Hold } from "./fold.rules.ts";
import { findTrouble, type Trouble } from "./symptom.rules.ts";
import { factsOf, heldUntil, isCovered, type Silence } from "./silence.rules.ts";
import { onePerKey, type Step, type Told } from "./trail.intake.ts";

/** A silence that holds now, and until when. */
export interface LiveSilence {
  silence: Silence;
  until: Instant;
}

/** What was found to be held back, still to be written. */
export interface Holding {
  told: Told[];
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

/** Finds the first silence that covers an alert. What they ask about is alike for most alerts of a storm, and is asked once for those. */
export function createCover(live: readonly LiveSilence[]): (alert: Alert) => LiveSilence | null {
  const names = [...new Set(live.flatMap(({ silence }) => silence.matchers.map(({ name }) => name)))];
  const known = new Map<string, LiveSilence | null>();
  return (alert) => {
    if (live.length === 0) return null;
    const facts = factsOf(alert);
    const key = JSON.stringify([alert.sourceId, ...names.map((name) => facts[name])]);
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    const found = live.find(({ silence }) => (silence.sourceId ?? alert.sourceId) === alert.sourceId && isCovered(silence.matchers, facts, matchesPattern)) ?? null;
    known.set(key, found);
    return found;
  };
}

/** What may hold alerts back. */
export interface Holders {
  live: readonly LiveSilence[];
  upstreams: IntakeConfiguration["upstreams"];
  troubles: readonly Trouble[];
}

const begins: ReadonlySet<Folded["transition"]> = new Set(["opened", "reopened", "released"]);

/** Holds back what begins and is silenced, or is a symptom of what fails upstream; says for each that is held back why. The alerts in the map learn their hold. */
export function holdFolded(holders: Holders, alerts: ReadonlyMap<string, Alert>, folded: readonly Folded[]): Holding {
  const findSilence = createCover(holders.live);
  const counts = new Map<string, number>();
  const begun = new Map(folded.filter(({ transition }) => begins.has(transition)).map(({ fingerprint, transition }) => [fingerprint, transition]));
  const steps = onePerKey<string | LiveSilence | Trouble, readonly Step[]>();
  const told = [...begun].flatMap(([fingerprint, transition]): Told[] => {
    const alert = alerts.get(fingerprint);
    if (!alert || alert.status === "resolved") return [];
    const { hold: own, id: alertId } = alert;
    if (own !== null) return [{ alertId, steps: steps(own.by, () => [held(`hold.${own.by}`, {})]) }];
    const found = findHold(alert, transition, holders, findSilence);
    if (found === null) return [];
    const { hold, by, step } = found;
    alert.hold = hold;
    if (hold.by === "silence" && hold.id !== null) counts.set(hold.id, (counts.get(hold.id) ?? 0) + 1);
    return [{ alertId, steps: steps(by, () => [step()]) }];
  });
  return { told, counts };
}

const held = (code: string, details: object): Step => ({ code, outcome: "held", details });

/** What holds an alert back, and how that is told. */
interface FoundHold {
  hold: Hold;
  by: LiveSilence | Trouble;
  step: () => Step;
}

/** What is held back no more is no symptom again: it fires on although its cause is over, or somebody wants to be paged. */
function findHold(alert: Alert, transition: Folded["transition"], { upstreams, troubles }: Holders, findSilence: ReturnType<typeof createCover>): FoundHold | null {
  const silence = findSilence(alert);
  if (silence) return { hold: { by: "silence", id: silence.silence.id }, by: silence, step: () => silenceStep(silence) };
  const trouble = transition === "released" || troubles.length === 0 ? null : findTrouble(alert, upstreams, troubles);
  if (trouble === null) return null;
  const { incidentId: id, serviceId } = trouble;
  return { hold: { by: "symptom", id }, by: trouble, step: () => held("hold.symptom", { incidentId: id, serviceId }) };
}

/** That a silence holds an alert back, as it is told in its trace. */
export function silenceStep({ silence, until }: LiveSilence): Step {
  const { id, kind, reason, ownerId } = silence;
  return held(`hold.${kind}`, { silenceId: id, reason, until, personId: ownerId });
}
