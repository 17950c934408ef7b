import { VisuallyHidden } from "@mantine/core";
import { type CSSProperties, useMemo } from "react";
import type { Instant } from "../../server/values/instant.ts";
import { useOfNow } from "./NowProvider.tsx";
import { type ScheduleDay, type ScheduleLayer, spanAt, spanWordsIn, type Week, weeksOf } from "./schedule-layout.ts";
import classes from "./ScheduleMonth.module.css";
import { type DayControls, ScheduleWeek } from "./ScheduleWeek.tsx";
import { useSpanDrag } from "./use-span-drag.ts";
import { useSpanKeys } from "./use-span-keys.ts";

export interface ScheduleMonthProps {
  /** The schedule's name, for those who hear it. */
  label: string;
  /** Whole weeks from Monday, in the schedule's zone, as the server reckons them. */
  days: readonly ScheduleDay[];
  layers: readonly ScheduleLayer[];
  zone: string;
  /** Called with a span that was dragged, pressed or chosen by keys: ask for an override there. */
  onSpan?: ((from: Instant, to: Instant) => void) | undefined;
}

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const nobody = () => undefined;

function touches(span: { from: Instant; to: Instant } | null, week: Week): boolean {
  return span !== null && span.to > (week[0]?.start ?? 0) && span.from < (week.at(-1)?.end ?? 0);
}

/** Each week is given its own bars, so that a year of them is gone through once. */
function layersIn(week: Week, layers: readonly ScheduleLayer[]): ScheduleLayer[] {
  return layers.map((layer) => ({ ...layer, bars: layer.bars.filter((bar) => touches(bar, week)) }));
}

function useDayControls({ days, layers, onSpan = nobody }: ScheduleMonthProps) {
  const weeks = useMemo(() => weeksOf(days), [days]);
  const today = useOfNow((now) => Math.max(0, days.findIndex((day) => now >= day.start && now < day.end)));
  const give = (span: { from: Instant; to: Instant }) => onSpan(span.from, span.to);
  const onPress = (at: Instant) => {
    const span = spanAt(at, days, layers);
    if (span !== null) give(span);
  };
  const drag = useSpanDrag({ weeks, days, onPress, onSpan: give });
  const keys = useSpanKeys({ days, startAt: today, onSpan: give });
  return { weeks, drag, keys };
}

/** A month of one schedule: its layers, overrides and who is woken, week under week. */
export function ScheduleMonth(props: ScheduleMonthProps) {
  const { label, days, layers, zone, onSpan } = props;
  const { weeks, drag, keys } = useDayControls(props);
  const draft = drag.draft ?? keys.draft;
  const words = draft === null ? "" : spanWordsIn(draft, days, zone);
  const byWeek = useMemo(() => weeks.map((week) => layersIn(week, layers)), [weeks, layers]);
  const controls: DayControls | undefined = onSpan === undefined ? undefined : { drag, keys };
  return (
    <div className={classes["month"]} role="group" aria-label={label} data-long={weeks.length > 6 || undefined} style={{ "--rows": layers.length } as CSSProperties}>
      <div className={classes["weekdays"]} aria-hidden="true">
        {weekdays.map((day) => (
          <span key={day}>{day}</span>
        ))}
      </div>
      {weeks.map((week, index) => (
        <ScheduleWeek
          key={week[0]?.date ?? index}
          index={index}
          week={week}
          layers={byWeek[index] ?? layers}
          zone={zone}
          draft={touches(draft, week) ? draft : null}
          draftWords={touches(draft, week) ? words : ""}
          controls={controls}
        />
      ))}
      <VisuallyHidden role="status">{words}</VisuallyHidden>
    </div>
  );
}
