import { ActionIcon, Button } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import type { ScheduleShiftsView, ScheduleView } from "../../server/features/on-call/contract.ts";
import type { Instant } from "../../server/values/instant.ts";
import { ScheduleMonth } from "../design/ScheduleMonth.tsx";
import { useKey } from "../shell/KeysProvider.tsx";
import { Views } from "../design/Views.tsx";
import { type CalendarSpan, type CalendarView, spanAway, spanTitle } from "./calendar-span.ts";
import classes from "./OnCall.module.css";
import type { OnCallSearch } from "./on-call-search.ts";
import { ScheduleChooser } from "./ScheduleChooser.tsx";
import { layersOf } from "./schedule-layers.ts";
import type { Calendar } from "./use-on-call.ts";

function useWalk(span: CalendarSpan) {
  const navigate = useNavigate({ from: "/on-call" });
  const goTo = (change: (before: OnCallSearch) => OnCallSearch) => void navigate({ search: change, resetScroll: false });
  const walk = {
    earlier: () => goTo((before) => ({ ...before, from: spanAway(span, -1) })),
    today: () => goTo(({ from: _from, ...rest }) => rest),
    later: () => goTo((before) => ({ ...before, from: spanAway(span, 1) })),
  };
  useKey("P", "Earlier weeks", walk.earlier);
  useKey("T", "Today", walk.today);
  useKey("N", "Later weeks", walk.later);
  const look = (view: CalendarView) => goTo(({ view: _view, ...rest }) => (view === "month" ? rest : { ...rest, view }));
  return { ...walk, look, choose: (schedule: string) => goTo((before) => ({ ...before, schedule })) };
}

function Walk({ earlier, today, later }: Omit<ReturnType<typeof useWalk>, "choose" | "look">) {
  return (
    <div className={classes["walk"]}>
      <ActionIcon variant="default" aria-label="Earlier weeks" onClick={earlier}>
        <IconChevronLeft size={16} stroke={1.8} />
      </ActionIcon>
      <Button variant="default" onClick={today}>
        Today
      </Button>
      <ActionIcon variant="default" aria-label="Later weeks" onClick={later}>
        <IconChevronRight size={16} stroke={1.8} />
      </ActionIcon>
    </div>
  );
}

export interface CalendarPartProps {
  calendar: Calendar;
  schedule: ScheduleView;
  view: ScheduleShiftsView;
  me: string | null;
  /** Absent for those who may only look. */
  onSpan: ((from: Instant, to: Instant) => void) | undefined;
}

const views: { id: CalendarView; words: string }[] = [
  { id: "month", words: "Month" },
  { id: "quarter", words: "Quarter" },
  { id: "year", words: "Year" },
];

/** A month, a quarter or a year of one schedule, and the way to others; of a year only who is woken in the end. */
export function CalendarPart({ calendar, schedule, view, me, onSpan }: CalendarPartProps) {
  const { days, span, schedules } = calendar;
  const { choose, look, ...walk } = useWalk(span);
  const chosen = span.weeks === 53 ? "year" : span.weeks === 14 ? "quarter" : "month";
  const layers = useMemo(() => layersOf(view, me).filter(({ kind }) => chosen !== "year" || kind === "final"), [view, me, chosen]);
  return (
    <section className={classes["calendar"]} aria-label="Calendar">
      <div className={classes["calendarHead"]}>
        <ScheduleChooser schedules={schedules.data?.items ?? []} chosen={schedule} onChoose={choose} />
        <span className={classes["pale"]}>
          {spanTitle(span)}, {schedule.timezone}
        </span>
        <Walk {...walk} />
      </div>
      <Views<CalendarView> label="How much is shown" views={views} chosen={chosen} onChoose={look} />
      <ScheduleMonth label={`${schedule.name}, ${spanTitle(span)}`} days={days} layers={layers} zone={schedule.timezone} onSpan={onSpan} />
      {onSpan === undefined ? null : (
        <p className={classes["hint"]}>Drag over the days to change who is on call, or walk them with the arrow keys and press Enter.</p>
      )}
    </section>
  );
}
