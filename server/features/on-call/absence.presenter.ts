import { toIso, toIsoOrNull } from "../../values/instant.ts";
import type { AbsenceView, ClashView, FeedView } from "./absence.contract.ts";
import type { AbsenceFeed } from "./absence-feed.queries.ts";
import type { Absence, Clash } from "./absence.rules.ts";
import { scheduleName } from "./schedule-wording.rules.ts";
import type { SwapNames } from "./swap.presenter.ts";

export function presentClash({ absenceId, personId, scheduleId, from, to }: Clash, { nameOf, schedules }: SwapNames): ClashView {
  const schedule = schedules.get(scheduleId);
  const named = { scheduleId, scheduleName: scheduleName(schedule ?? { id: scheduleId, name: null }), timezone: schedule?.zone ?? "UTC" };
  return { absenceId, personId, name: nameOf(personId), ...named, from: toIso(from), to: toIso(to) };
}

export function presentAbsence(absence: Absence, clashes: readonly Clash[], told: { names: SwapNames; timezone: string; isReasonTold: boolean }): AbsenceView {
  const { id, personId, from, to, firstDay, lastDay, reason, isFromFeed } = absence;
  return {
    id,
    personId,
    from: toIso(from),
    to: toIso(to),
    firstDay,
    lastDay,
    timezone: told.timezone,
    reason: told.isReasonTold ? reason : null,
    isFromFeed,
    clashes: clashes.filter(({ absenceId }) => absenceId === id).map((clash) => presentClash(clash, told.names)),
  };
}

export function presentFeed({ host, tried_at, read_at, problem, problem_since }: AbsenceFeed): FeedView {
  return { host, triedAt: toIsoOrNull(tried_at), readAt: toIsoOrNull(read_at), problem, problemSince: toIsoOrNull(problem_since) };
}
