import type { Instant } from "../../values/instant.ts";
import type { Zone } from "../../values/zone.ts";
import { commanderOf, isRunning, type IncidentState } from "../incidents/incident.state.rules.ts";
import { coveringRole, type WrittenProcess } from "../process/process.rules.ts";
import { cadenceRules, firstUpdateBox, nextTime, shortestOf, tellingRole, type CadenceRule } from "./cadence.rules.ts";
import { heldSince, lastChangeOf, type Moment } from "./history.rules.ts";

/** Everything that decides what is owed in an incident. */
export interface Situation {
  process: WrittenProcess;
  state: IncidentState;
  /** Whom the process has told when the incident stood so. */
  told(state: IncidentState, at: Instant): readonly string[];
  moments: readonly Moment[];
  /** When each person wrote into the incident last. */
  lastWrote: ReadonlyMap<string, Instant>;
  /** When a person first wrote into it after a moment; null where they did not since. */
  wordAfter(personId: string, at: Instant): Instant | null;
  /** The organization's clock. */
  zone: Zone;
  /** The one person that an audience comes down to; null where there are others. */
  onlyReceiver(audienceId: string): string | null;
}

/** News that somebody owes. */
export interface OwedUpdate {
  /** The role that owes it, and the one whose holder does it now. */
  from: string;
  heldBy: string;
  fromPersonId: string;
  toAudienceIds: string[];
  toRoles: string[];
  /** The workstream whose lead owes it to the commander. */
  workstreamId?: string;
  /** Null for an audience without a rhythm. */
  everyMilliseconds: number | null;
  dueAt: Instant;
  isOverdue: boolean;
  isFirst: boolean;
  isClosing: boolean;
}

/** What is owed to one audience. */
export interface AudienceDebt {
  audienceId: string;
  /** The role that owes it, the one whose holder does it now, and that person. */
  from: string;
  heldBy: string;
  personId: string;
  everyMilliseconds: number | null;
  dueAt: Instant;
  isFirst: boolean;
}

interface Debt {
  audienceId: string;
  rules: readonly CadenceRule[];
  dueAt: Instant;
  isFirst: boolean;
}

/** What is owed to each audience; nobody owes to oneself. */
export function debtsToAudiences(situation: Situation, now: Instant): AudienceDebt[] {
  const { state } = situation;
  if (state.status !== "resolved" && !isRunning(state)) return [];
  return audiencesOf(situation, now).flatMap((audienceId) => {
    const debt = debtTo(situation, audienceId, now);
    if (!debt) return [];
    const from = tellingRole(situation.process, debt.rules);
    const { role: heldBy, personId } = whoActsFor(situation, from);
    if (situation.onlyReceiver(audienceId) === personId) return [];
    return [{ audienceId, from, heldBy, personId, everyMilliseconds: shortestOf(debt.rules)?.everyMilliseconds ?? null, dueAt: debt.dueAt, isFirst: debt.isFirst }];
  });
}

/** The same, with what one update would fulfil put together; soonest first. */
export function owedToAudiences(situation: Situation, now: Instant): OwedUpdate[] {
  const isClosing = situation.state.status === "resolved";
  const owed = new Map<string, OwedUpdate>();
  for (const { audienceId, from, heldBy, personId, everyMilliseconds, dueAt, isFirst } of debtsToAudiences(situation, now)) {
    const key = [from, dueAt, everyMilliseconds, isFirst].join(" ");
    const known = owed.get(key);
    if (known) known.toAudienceIds.push(audienceId);
    else owed.set(key, { from, heldBy, fromPersonId: personId, toAudienceIds: [audienceId], toRoles: [], everyMilliseconds, dueAt, isOverdue: dueAt < now, isFirst, isClosing });
  }
  return [...owed.values()].sort((a, b) => a.dueAt - b.dueAt);
}

/** Who is told now, and who was told before: they wait for the end. */
function audiencesOf(situation: Situation, now: Instant): string[] {
  return [...new Set([...situation.told(situation.state, now), ...Object.keys(situation.state.told)])];
}

/** The holder of a role, else of the one its duties fall to; command is never vacant. */
export function whoActsFor({ process, state }: Situation, role: string): { role: string; personId: string } {
  const acting = coveringRole(process, role, (id) => state.holders.some((holder) => holder.role === id));
  const holder = state.holders.find((one) => one.role === acting) ?? commanderOf(state);
  return { role: acting, personId: holder?.personId ?? "" };
}

function debtTo(situation: Situation, audienceId: string, now: Instant): Debt | null {
  const { state, process } = situation;
  const last = state.told[audienceId];
  const isToldNow = situation.told(state, now).includes(audienceId);
  const rules = isToldNow ? cadenceRules(process, state, audienceId) : [];
  const dueAt = last === undefined ? firstDue(situation, audienceId, rules) : isEnded(state, last.lastAt) ? null : nextDue(situation, audienceId, { rules, isToldNow, ...last });
  return dueAt === null ? null : { audienceId, rules, dueAt: closingDue(situation, dueAt), isFirst: last === undefined };
}

/** What was overdue when the incident was resolved became the closing update, which has the time of a first one. */
function closingDue({ state: { endedAt, severity }, process }: Situation, dueAt: Instant): Instant {
  return endedAt !== null && dueAt < endedAt ? endedAt + (firstUpdateBox(process, severity) ?? 0) : dueAt;
}

/** The closing update was sent. */
function isEnded(state: IncidentState, lastAt: Instant): boolean {
  return state.endedAt !== null && lastAt >= state.endedAt;
}

/** The first one: within its time box; where the process gives none by the clock of a rule, else at once. */
function firstDue(situation: Situation, audienceId: string, rules: readonly CadenceRule[]): Instant {
  const { state, moments, process } = situation;
  const toldSince = heldSince(moments, ({ state: then, at }) => situation.told(then, at).includes(audienceId)) ?? moments.at(-1)?.at ?? state.declaredAt;
  const box = firstUpdateBox(process, state.severity);
  if (box !== null) return state.declaredAt + box > toldSince ? state.declaredAt + box : toldSince + box;
  return rules.length === 0 ? toldSince : Math.min(...rules.map((rule) => clockOf(situation, rule, audienceId, toldSince)));
}

interface After {
  rules: readonly CadenceRule[];
  isToldNow: boolean;
  lastAt: Instant;
  nextAt: Instant | null;
}

/** The one after the last: as promised, by the rules' clocks, or, without a rhythm, when something changed since. */
function nextDue(situation: Situation, audienceId: string, { rules, isToldNow, lastAt, nextAt }: After): Instant | null {
  const { state, moments, process } = situation;
  const changedAt = isToldNow ? lastChangeOf(moments) : (state.endedAt ?? 0);
  const isNews = rules.length === 0 && changedAt > lastAt;
  const dues = [
    ...(nextAt === null ? [] : [nextAt]),
    ...rules.map((rule) => clockOf(situation, rule, audienceId, lastAt)),
    ...(isNews ? [changedAt + (firstUpdateBox(process, state.severity) ?? 0)] : []),
  ];
  return dues.length === 0 ? null : Math.min(...dues);
}

/** When a rule's clock rings: it started when the rule began to hold, at the last update, or when the incident was opened again. */
function clockOf(situation: Situation, rule: CadenceRule, audienceId: string, since: Instant): Instant {
  const began = heldSince(situation.moments, ({ state: then }) => cadenceRules(situation.process, then, audienceId).some(({ key }) => key === rule.key)) ?? since;
  return nextTime(rule, Math.max(began, since, reopenedAt(situation.state)), situation.zone);
}

export function reopenedAt(state: IncidentState): Instant {
  return Math.max(0, ...state.resolvedSpans.flatMap(({ to }) => to ?? []));
}
