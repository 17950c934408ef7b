import { useMemo } from "react";
import type { OnCallView, PersonShiftView, ScheduleShiftsView, ScheduleView } from "../../server/features/on-call/contract.ts";
import type { List } from "../api/client.ts";
import { useAddress } from "../api/queries.ts";
import { useOfNow } from "../design/NowProvider.tsx";
import { askedFor, calendarSpan, daysOf, zoneOf } from "./calendar-span.ts";
import type { OnCallSearch } from "./on-call-search.ts";

/** The person's shifts of the coming ninety days, those that run now included. */
export function useMyShifts(personId: string | null) {
  const today = useOfNow((now) => new Date(now).toISOString().slice(0, 13));
  const to = new Date(Date.parse(`${today}:00:00Z`) + 90 * 86_400_000).toISOString();
  const path = `/api/v1/people/${personId ?? ""}/shifts?from=${today}:00:00Z&to=${to}`;
  return useAddress<List<PersonShiftView>>("on-call", personId === null ? null : path);
}

function chosenSchedule(schedules: readonly ScheduleView[], wanted: string | undefined, onCall: readonly OnCallView[], me: string | null) {
  const mine = onCall.find(({ people }) => people.some(({ personId }) => personId === me));
  const turns = schedules.find(({ layers }) => layers.some(({ people }) => people.flat().some(({ personId }) => personId === me)));
  return schedules.find(({ id }) => id === (wanted ?? mine?.scheduleId)) ?? turns ?? schedules[0];
}

/** The calendar of the schedule that the address names, else of one that concerns the reader. */
export function useCalendar(search: OnCallSearch, me: string | null) {
  const schedules = useAddress<List<ScheduleView>>("on-call", "/api/v1/schedules?limit=500");
  const onCall = useAddress<List<OnCallView>>("on-call", "/api/v1/on-call?limit=500", { every: 60_000 });
  const schedule = chosenSchedule(schedules.data?.items ?? [], search.schedule, onCall.data?.items ?? [], me);
  const timezone = schedule?.timezone ?? "UTC";
  const first = useOfNow((now) => calendarSpan(search.from, timezone, now).first);
  const { weeks } = calendarSpan(search.from, timezone, 0, search.view);
  const span = useMemo(() => ({ first, ...(weeks === undefined ? {} : { weeks }) }), [first, weeks]);
  const { from, to } = askedFor(span);
  const path = schedule === undefined || onCall.data === undefined ? null : `/api/v1/schedules/${schedule.id}/shifts?from=${from}&to=${to}`;
  const shifts = useAddress<ScheduleShiftsView>("on-call", path, { keepsLast: true });
  const zone = useMemo(() => (shifts.data === undefined ? null : zoneOf(shifts.data)), [shifts.data]);
  const days = useMemo(() => (zone === null ? [] : daysOf(span, zone)), [span, zone]);
  return { schedules, onCall, schedule, span, shifts, zone, days };
}

export type Calendar = ReturnType<typeof useCalendar>;
