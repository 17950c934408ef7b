import type { Instant } from "../../values/instant.ts";
import { cadenceRules, shortestOf } from "./cadence.rules.ts";
import { owedToAudiences, type Situation } from "./owed.rules.ts";
import { whoIsTold, type Telling, type ToldBy } from "./told.rules.ts";

/** An audience as somebody who writes an update may choose it. */
export interface Choice {
  audienceId: string;
  isTold: boolean;
  by: readonly ToldBy[];
  when: string | null;
  missing: string | null;
  everyMilliseconds: number | null;
  lastAt: Instant | null;
  promisedAt: Instant | null;
  dueAt: Instant | null;
}

const unnamed = { isTold: false, by: [], when: null, missing: null } as const;

/** Whom the process names, told or not, and who was told before: those who are told first. */
export function choicesOf(situation: Situation & Telling, now: Instant): Choice[] {
  const { state, process } = situation;
  const { told, untold } = whoIsTold(situation, state, now);
  const named = [...told.map((one) => ({ ...unnamed, ...one, isTold: true })), ...untold.map((one) => ({ ...unnamed, ...one }))];
  const before = Object.keys(state.told).filter((id) => !named.some(({ audienceId }) => audienceId === id));
  const owed = owedToAudiences(situation, now);
  return [...named, ...before.map((audienceId) => ({ ...unnamed, audienceId }))].map((choice) => ({
    ...choice,
    everyMilliseconds: choice.isTold ? (shortestOf(cadenceRules(process, state, choice.audienceId))?.everyMilliseconds ?? null) : null,
    lastAt: state.told[choice.audienceId]?.lastAt ?? null,
    promisedAt: state.told[choice.audienceId]?.nextAt ?? null,
    dueAt: owed.find(({ toAudienceIds }) => toAudienceIds.includes(choice.audienceId))?.dueAt ?? null,
  }));
}
