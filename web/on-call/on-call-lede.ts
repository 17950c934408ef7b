import type { OnCallView, PersonShiftView } from "../../server/features/on-call/contract.ts";
import { listWords } from "../../server/features/on-call/shift-words.rules.ts";
import type { Instant } from "../../server/values/instant.ts";
import type { Span } from "../design/schedule-layout.ts";
import { momentWords, spanWords } from "../design/wording.ts";
import { namesOf, type Stretch } from "./together.ts";

export interface OnCallFacts {
  onCall: readonly OnCallView[];
  me: string | null;
  myShifts: readonly PersonShiftView[];
  /** Of the schedule that is shown. */
  scheduleName: string;
  plan: readonly Stretch[];
  /** Where nobody is on call in what is shown, from now on. */
  gaps: readonly Span[];
}

function mineIn({ onCall, me }: OnCallFacts) {
  return onCall.flatMap(({ scheduleName, people }) => people.filter(({ personId }) => personId === me).map(({ until }) => ({ scheduleName, until })));
}

/** What is so: the schedules with nobody first, else what it means for the reader. */
export function whatIsSo(facts: OnCallFacts, now: Instant): string {
  const open = facts.onCall.filter(({ isGap }) => isGap).map(({ scheduleName }) => scheduleName);
  if (open.length > 0) return `Nobody is on call for ${listWords(open)}.`;
  const mine = mineIn(facts);
  const [first] = mine;
  if (first === undefined) return facts.me === null ? "Somebody is on call on every schedule." : "You are not on call now.";
  const until = mine.length === 1 && first.until !== null ? ` until ${momentWords(Date.parse(first.until), now)}` : "";
  return `You are on call for ${listWords(mine.map(({ scheduleName }) => scheduleName))}${until}.`;
}

function nextTurn(facts: OnCallFacts, now: Instant): string | null {
  const next = facts.myShifts.find(({ from }) => Date.parse(from) > now);
  return next === undefined ? null : `Your next shift is ${next.scheduleName}, from ${momentWords(Date.parse(next.from), now)}.`;
}

function handover(facts: OnCallFacts, now: Instant): string | null {
  const { plan, me, scheduleName } = facts;
  const next = plan.find(({ from }) => from > now);
  if (next === undefined) return null;
  const names = namesOf(next.people, me);
  const mine = mineIn(facts);
  const isThen = mine.length === 1 && mine[0]?.scheduleName === scheduleName && Date.parse(mine[0].until ?? "") === next.from;
  const moment = momentWords(next.from, now);
  const when = isThen ? "then" : `${scheduleName} ${/^\d\d:/.test(moment) ? "at " : ""}${moment}`;
  return `${names} ${names.startsWith("You") || next.people.length > 1 ? "take" : "takes"} over ${when}.`;
}

/** What comes next: a gap, else the reader's next shift, else the next handover. */
export function whatComesNext(facts: OnCallFacts, now: Instant): string {
  const [gap] = facts.gaps;
  if (gap !== undefined && gap.from > now) {
    const size = facts.gaps.length === 1 ? `nobody for ${spanWords(gap.to - gap.from)}` : `${facts.gaps.length} gaps`;
    return `${facts.scheduleName} has ${size} in the weeks shown.`;
  }
  const isOnCall = mineIn(facts).length > 0;
  return (isOnCall ? handover(facts, now) : nextTurn(facts, now)) ?? handover(facts, now) ?? "No handover is planned in the weeks shown.";
}
