import type { CSSProperties, ReactNode } from "react";
import type { AlertView } from "../../server/features/alert-intake/contract.ts";
import type { OnCallView } from "../../server/features/on-call/contract.ts";
import type { PageView } from "../../server/features/paging/contract.ts";
import type { List } from "../api/client.ts";
import { useAddress } from "../api/queries.ts";
import { useOfNow } from "../design/NowProvider.tsx";
import { Section } from "../design/Section.tsx";
import { RowsSkeleton } from "../design/Skeletons.tsx";
import { timeOfDay } from "../design/wording.ts";
import { alertBars, dayOf, handovers, hoursOf, isWrittenBefore, pageTicks, placeIn } from "./day-strip.ts";
import classes from "./DayStrip.module.css";

const minute = 60_000;

/** So near to the time of now an hour is not named. */
const tooNear = 0.09;

function at(left: number, more: Record<string, string | number> = {}): CSSProperties {
  return { "--left": left, ...more } as CSSProperties;
}

function Row({ words, children }: { words: string; children: ReactNode }) {
  return (
    <div className={classes["row"]}>
      <span className={classes["label"]}>{words}</span>
      <div className={classes["track"]}>{children}</div>
    </div>
  );
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Today as a strip: what fired and for how long, who was paged, and which hand-overs come. */
export function DayStrip({ onCall }: { onCall: readonly OnCallView[] }) {
  const now = useOfNow((moment) => Math.floor(moment / minute) * minute);
  const alerts = useAddress<List<AlertView>>("alerts", "/api/v1/alerts?limit=100");
  const pages = useAddress<List<PageView>>("pages", "/api/v1/pages?limit=100");
  if (alerts.data === undefined || pages.data === undefined) return alerts.error ?? pages.error ? null : <Section title="Today"><RowsSkeleton rows={3} /></Section>;
  const day = dayOf(now);
  const bars = alertBars(alerts.data.items, day, now);
  const ticks = pageTicks(pages.data.items, day);
  const marks = handovers(onCall, day, now);
  const date = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" }).format(now);
  const lanes = Math.max(1, ...bars.map(({ lane }) => lane + 1));
  const summary = `Until now ${plural(bars.length, "alert", "alerts")} and ${plural(ticks.length, "page", "pages")}; ${plural(marks.length, "hand-over", "hand-overs")} to come.`;
  return (
    <Section title="Today" count={date}>
      <div className={classes["strip"]} role="img" aria-label={summary} style={at(placeIn(day, now), { "--lanes": lanes, "--marks": Math.max(1, marks.length) })}>
        <Row words="Alerts">
          {bars.map((bar) => (
            <i key={bar.id} className={classes["bar"]} data-loud={bar.isLoud || undefined} style={at(bar.left, { "--width": bar.width, "--lane": bar.lane })} />
          ))}
        </Row>
        <Row words="Pages">
          {ticks.map((tick) => (
            <i key={tick.id} className={classes["tick"]} style={at(tick.left)} />
          ))}
        </Row>
        <Row words="Ahead">
          {marks.map((mark, lane) => (
            <span key={mark.id} className={classes["mark"]} data-late={isWrittenBefore(mark.left, placeIn(day, now)) || undefined} style={at(mark.left, { "--lane": lane })}>{mark.words}</span>
          ))}
        </Row>
        <Row words="">
          {hoursOf(day, 3).filter(({ left }) => Math.abs(left - placeIn(day, now)) > tooNear).map((hour) => (
            <span key={hour.at} className={classes["hour"]} style={at(hour.left)}>{timeOfDay(hour.at).slice(0, 2)}</span>
          ))}
          <b className={classes["now"]} style={at(placeIn(day, now))}>{timeOfDay(now)}</b>
        </Row>
        <span className={classes["past"]} aria-hidden="true" />
      </div>
    </Section>
  );
}
