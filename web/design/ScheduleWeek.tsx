import { VisuallyHidden } from "@mantine/core";
import { type CSSProperties, useMemo } from "react";
import { Avatar } from "./Avatar.tsx";
import { useOfNow } from "./NowProvider.tsx";
import {
  dayDate, dayNumber, daySentence, placeOf, type ScheduleBar, type ScheduleDay, type ScheduleLayer, segmentOf, type Span, type Week,
} from "./schedule-layout.ts";
import classes from "./ScheduleMonth.module.css";
import type { useSpanDrag } from "./use-span-drag.ts";
import type { useSpanKeys } from "./use-span-keys.ts";

/** What makes the days pressable; without it the calendar only shows. */
export interface DayControls {
  drag: ReturnType<typeof useSpanDrag>;
  keys: ReturnType<typeof useSpanKeys>;
}

interface Placed {
  left: number;
  width: number;
}

function placeStyle({ left, width }: Placed): CSSProperties {
  return { "--left": `${left * 100}%`, "--width": `${width * 100}%` } as CSSProperties;
}

function Bar({ bar, layer, week }: { bar: ScheduleBar; layer: ScheduleLayer; week: Week }) {
  const segment = segmentOf(bar, week);
  if (segment === null) return null;
  const hasFace = layer.kind === "final" && bar.person !== undefined && bar.look !== "nobody";
  return (
    <span className={classes["bar"]} data-look={bar.look ?? "plain"} style={placeStyle(segment)}>
      <span className={classes["words"]}>
        {hasFace ? <Avatar name={bar.person ?? ""} size={18} /> : null}
        <em>{bar.words}</em>
        {bar.detail === undefined ? null : <span className={classes["detail"]}>{bar.detail}</span>}
      </span>
    </span>
  );
}

function DayHead({ day, index }: { day: ScheduleDay; index: number }) {
  const isToday = useOfNow((now) => now >= day.start && now < day.end);
  const isPast = useOfNow((now) => now >= day.end);
  return (
    <span
      className={classes["day"]}
      data-weekend={index > 4 || undefined}
      data-past={isPast || undefined}
      data-today={isToday || undefined}
    >
      <b>{dayNumber(day)}</b>
    </span>
  );
}

function NowLine({ week }: { week: Week }) {
  const place = useOfNow((now) => Math.round(placeOf(now, week) * 2_000) / 2_000);
  if (place <= 0 || place >= 1) return null;
  return <i className={classes["now"]} style={placeStyle({ left: place, width: 0 })} />;
}

interface DaysProps {
  index: number;
  week: Week;
  layers: readonly ScheduleLayer[];
  zone: string;
}

function PressableDays({ index, week, layers, zone, controls }: DaysProps & { controls: DayControls }) {
  const { drag, keys } = controls;
  const sentences = useMemo(() => week.map((day) => daySentence(day, layers, zone)), [week, layers, zone]);
  return (
    <div className={classes["press"]} ref={drag.hold(index)} {...drag.handlers}>
      {week.map((day, at) => {
        const place = index * 7 + at;
        return (
          <button
            key={day.date}
            ref={keys.hold(place)}
            type="button"
            tabIndex={keys.cursor === place ? 0 : -1}
            aria-label={sentences[at]}
            onFocus={() => keys.focusOn(place)}
            onKeyDown={(event) => keys.onKeyDown(event, place)}
            // Only a click that no pointer made (a reader's) comes here; a pointer is the drag's.
            onClick={(event) => (event.detail === 0 ? keys.ask(place) : undefined)}
          />
        );
      })}
    </div>
  );
}

function SpokenDays({ week, layers, zone }: DaysProps) {
  return (
    <VisuallyHidden>
      {week.map((day) => (
        <span key={day.date}>{daySentence(day, layers, zone)}. </span>
      ))}
    </VisuallyHidden>
  );
}

export interface ScheduleWeekProps extends DaysProps {
  draft: Span | null;
  draftWords: string;
  controls: DayControls | undefined;
}

/** One week: its numbers, a track per layer, and the days one can press. */
export function ScheduleWeek({ index, week, layers, zone, draft, draftWords, controls }: ScheduleWeekProps) {
  const ghost = draft === null ? null : segmentOf(draft, week);
  const first = week[0];
  return (
    <div className={classes["week"]} role="group" aria-label={first === undefined ? "" : `Week of ${dayDate(first)}`}>
      <div className={classes["days"]} aria-hidden="true">
        {week.map((day, at) => (
          <DayHead key={day.date} day={day} index={at} />
        ))}
      </div>
      {layers.map((layer) => (
        <div key={layer.id} className={classes["layer"]} data-kind={layer.kind} aria-hidden="true">
          <span className={classes["label"]}>{layer.name}</span>
          <div className={classes["track"]}>
            {layer.bars.map((bar) => (
              <Bar key={bar.id} bar={bar} layer={layer} week={week} />
            ))}
            {layer.kind === "final" && ghost !== null ? (
              <span className={classes["ghost"]} style={placeStyle(ghost)}>
                {draft !== null && first !== undefined && draft.from >= first.start ? <em>{draftWords}</em> : null}
              </span>
            ) : null}
          </div>
        </div>
      ))}
      <div className={classes["over"]} aria-hidden="true">
        <NowLine week={week} />
      </div>
      {controls === undefined ? (
        <SpokenDays index={index} week={week} layers={layers} zone={zone} />
      ) : (
        <PressableDays index={index} week={week} layers={layers} zone={zone} controls={controls} />
      )}
    </div>
  );
}
