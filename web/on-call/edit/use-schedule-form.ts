import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { ScheduleShiftsView } from "../../../server/features/on-call/contract.ts";
import type { ClockView, ScheduleEffectView, ScheduleFormView } from "../../../server/features/on-call/schedule-form.contract.ts";
import type { WrittenSchedule } from "../../../server/features/on-call/schedule-form.rules.ts";
import { type ApiProblem, command } from "../../api/client.ts";
import { useAddress } from "../../api/queries.ts";
import { useOfNow } from "../../design/NowProvider.tsx";
import { askedFor, calendarSpan, daysOf, zoneOf } from "../calendar-span.ts";
import type { Standing } from "./schedule-preview.ts";

/** The schedule that is changed, in the form of the document; nothing for a new one. */
export function useForm(id: string | null) {
  return useAddress<ScheduleFormView>("on-call", id === null ? null : `/api/v1/schedules/${id}/form`);
}

const nothingStands: Standing = { layers: [], overrides: [] };

/** The weeks from this one on, on the clock of a zone as the server reckons with it, and what stays in them whatever is written. */
export function useWeeks(id: string | null, timezone: string) {
  const first = useOfNow((now) => calendarSpan(undefined, timezone === "" ? "UTC" : timezone, now).first + 7);
  const { from, to } = askedFor({ first });
  const named = timezone === "" ? "" : `timezone=${encodeURIComponent(timezone)}&`;
  const clock = useAddress<ClockView>("settings", `/api/v1/clock?${named}from=${from}&to=${to}`, { keepsLast: true });
  const standing = useAddress<ScheduleShiftsView>("on-call", id === null ? null : `/api/v1/schedules/${id}/shifts?from=${from}&to=${to}`);
  const zone = useMemo(() => (clock.data === undefined ? null : zoneOf(clock.data)), [clock.data]);
  const days = useMemo(() => (zone === null ? [] : daysOf({ first }, zone)), [zone, first]);
  return { clock, zone, days, standing: standing.data ?? nothingStands };
}

/** What publishing would do, asked once nothing is typed any more. */
export function useEffectOf(id: string, version: string | null, entry: WrittenSchedule | null) {
  const [settled] = useDebouncedValue(entry === null ? null : JSON.stringify({ version, entry }), 300);
  return useQuery<ScheduleEffectView, ApiProblem>({
    queryKey: ["schedule-plan", id, settled],
    queryFn: () => command<ScheduleEffectView>("PUT", `/api/v1/schedules/${id}?plan=true`, JSON.parse(settled ?? "{}") as object),
    enabled: settled !== null,
    retry: false,
    gcTime: 0,
    placeholderData: keepPreviousData,
  });
}
