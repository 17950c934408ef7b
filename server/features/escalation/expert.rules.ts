/** Whether an expert can be turned to without waking them: on call, at work, awake by their own clock, asleep by it, or away. */
export type ExpertStanding = "on-call" | "at-work" | "awake" | "asleep" | "away";

export interface ExpertMoment {
  isOnCall: boolean;
  isAway: boolean;
  isWorkingTime: boolean;
  /** On the expert's own clock. */
  hour: number;
}

const wakes = 7;
const sleeps = 22;

/** How an expert stands just now; who is on call counts as that, whatever their clock says. */
export function standingOf({ isOnCall, isAway, isWorkingTime, hour }: ExpertMoment): ExpertStanding {
  if (isOnCall) return "on-call";
  if (isAway) return "away";
  if (isWorkingTime) return "at-work";
  return hour >= wakes && hour < sleeps ? "awake" : "asleep";
}

const order: readonly ExpertStanding[] = ["on-call", "at-work", "awake", "asleep", "away"];

/** Whoever can be turned to most easily first. */
export function easiestFirst<Expert extends { standing: ExpertStanding }>(experts: readonly Expert[]): Expert[] {
  return experts.toSorted((a, b) => order.indexOf(a.standing) - order.indexOf(b.standing));
}
