import { modulo, millisecondsOfHour } from "../../values/civil.ts";
import { durationMilliseconds } from "../../values/duration.ts";
import type { Instant } from "../../values/instant.ts";
import { offsetAt, type Zone } from "../../values/zone.ts";
import { remembered } from "../../values/remembered.ts";
import { cellOf, commandRoleOf, type OwedUpdate, type WrittenProcess } from "../process/process.rules.ts";

/** How often somebody is told, by one rule of the process. */
export interface Rhythm {
  everyMilliseconds: number;
  isOnTheHour: boolean;
}

export interface CadenceRule extends Rhythm {
  /** The same for as long as it is the same rule, so that its clock can be told from that of another. */
  key: string;
  /** The role that owes it, where the rule names one. */
  from: string | null;
}

/** A class, as far as rules about updates look at it. */
export interface ClassOf {
  severity: string | null;
  priority: string | null;
}

/** Every rule that says how often an audience is told, in the order: what is owed, the priority, the grid. */
export function cadenceRules(process: WrittenProcess, { severity, priority }: ClassOf, audienceId: string): readonly CadenceRule[] {
  return cadences(process, [severity ?? "", priority ?? "", audienceId].join(" "), () => readCadences(process, { severity, priority }, audienceId));
}

const cadences = remembered<WrittenProcess, readonly CadenceRule[]>();

function readCadences(process: WrittenProcess, { severity, priority }: ClassOf, audienceId: string): CadenceRule[] {
  const owed = process.owedUpdates.flatMap((rule, index) => (appliesTo(rule, severity) && rule.to.includes(`audience/${audienceId}`) ? [ruleOf(`owed/${index}`, rule.every, rule.align, rule.from)] : []));
  const own = process.priorities.find(({ id }) => id === priority);
  const byPriority = own?.updateEvery !== undefined && own.tell.includes(audienceId) ? [ruleOf(`priority/${own.id}`, own.updateEvery)] : [];
  const { tell, updateEvery } = cellOf(process, severity, priority).ask;
  const byGrid = tell.includes(audienceId) ? updateEvery.map((every) => ruleOf(`grid/${every}`, every)) : [];
  return [...owed, ...byPriority, ...byGrid];
}

/** Whether this is owed at the severity; a rule without severities holds in every incident. */
export function appliesTo(rule: OwedUpdate, severity: string | null): boolean {
  return rule.severities === undefined || (severity !== null && rule.severities.includes(severity));
}

function ruleOf(key: string, every: string, align?: "hour", from: string | null = null): CadenceRule {
  return { key, everyMilliseconds: durationMilliseconds(every), isOnTheHour: align === "hour", from };
}

export function rhythmOf(rule: OwedUpdate): Rhythm {
  return { everyMilliseconds: durationMilliseconds(rule.every), isOnTheHour: rule.align === "hour" };
}

/** The cadence of an audience: the shortest that names it; null where it is named without one. */
export function shortestOf<R extends Rhythm>(rules: readonly R[]): R | null {
  return rules.reduce<R | null>((shortest, rule) => (shortest === null || rule.everyMilliseconds < shortest.everyMilliseconds ? rule : shortest), null);
}

/** When a clock that started then rings: after the rhythm's length, or on the last full hour of the zone's clock before that, where there is one. */
export function nextTime({ everyMilliseconds, isOnTheHour }: Rhythm, start: Instant, zone: Zone): Instant {
  const latest = start + everyMilliseconds;
  if (!isOnTheHour) return latest;
  const onTheHour = latest - modulo(latest + offsetAt(zone, latest) * 1_000, millisecondsOfHour);
  return onTheHour > start ? onTheHour : latest;
}

/** When the next update is due if one is sent now; null for an audience without a rhythm. */
export function nextUpdateAt(rules: readonly Rhythm[], now: Instant, zone: Zone): Instant | null {
  return rules.length === 0 ? null : Math.min(...rules.map((rule) => nextTime(rule, now, zone)));
}

/** How long the first update may take, from the declaration; null where the process does not say. */
export function firstUpdateBox(process: WrittenProcess, severity: string | null): number | null {
  const box = process.timeBoxes.firstUpdate;
  const written = box?.[severity ?? "default"] ?? box?.["default"];
  return written === undefined ? null : durationMilliseconds(written);
}

/** The role that tells audiences: which owes them anything, else which communicates, else command. */
export function tellingRole(process: WrittenProcess, rules: readonly CadenceRule[]): string {
  const named = rules.find(({ from }) => from !== null)?.from ?? process.owedUpdates.find(({ to }) => to.some((who) => who.startsWith("audience/")))?.from;
  return named ?? process.roles.find(({ area }) => area === "communication")?.id ?? commandRoleOf(process).id;
}
