import { type ReactNode, useLayoutEffect, useRef } from "react";
import type { MonthView } from "../../../server/features/on-call/month.contract.ts";
import { useOfNow } from "../../design/NowProvider.tsx";
import { Section } from "../../design/Section.tsx";
import { timeOfDay } from "../../design/wording.ts";
import classes from "./Month.module.css";

const letters = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

function dayOfWeek(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

function useToday(days: MonthView["days"]): number {
  return useOfNow((now) => days.findIndex(({ from, to }) => Date.parse(from) <= now && now < Date.parse(to)));
}

function useDayLook(days: MonthView["days"]): (place: number) => string | undefined {
  const today = useToday(days);
  return (place) => {
    if (place === today) return classes["today"];
    const day = dayOfWeek(days[place]?.date ?? "");
    return day === 0 || day === 6 ? classes["weekend"] : undefined;
  };
}

function Head({ days, what }: { days: MonthView["days"]; what: string }) {
  const look = useDayLook(days);
  const today = useToday(days);
  return (
    <thead>
      <tr>
        <th scope="col">{what}</th>
        {days.map(({ date }, place) => (
          <th key={date} scope="col" className={look(place)} aria-current={place === today ? "date" : undefined}>
            {letters[dayOfWeek(date)]} {Number(date.slice(8))}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** A table with a column for each day, wider than most screens: it opens where today is. */
function DayTable({ month, label, what, children }: { month: MonthView; label: string; what: string; children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const today = frame.current?.querySelector<HTMLElement>("th[aria-current]");
    const names = frame.current?.querySelector<HTMLElement>("th");
    if (frame.current && names) frame.current.scrollLeft = today ? today.offsetLeft - names.offsetWidth : 0;
  }, [month.month]);
  return (
    <div ref={frame} className={classes["wrap"]} tabIndex={0} role="group" aria-label={label}>
      <table className={classes["table"]}>
        <Head days={month.days} what={what} />
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

type Part = MonthView["rows"][number]["days"][number][number];

function PartWords({ part, timezone }: { part: Part; timezone: string }) {
  const first = part.name.split(" ")[0];
  return (
    <span title={part.name}>
      {first}
      {part.isWhole ? null : (
        <small>
          {timeOfDay(Date.parse(part.from), timezone)}–{timeOfDay(Date.parse(part.to), timezone)}
        </small>
      )}
    </span>
  );
}

/** Who is on call in every role and schedule, day by day. */
export function RoleTable({ month }: { month: MonthView }) {
  const look = useDayLook(month.days);
  return (
    <Section title="Roles and schedules" count={`the days of ${month.timezone}`}>
      <DayTable month={month} label="Roles and schedules, day by day" what="Role">
        {month.rows.map((row) => (
          <tr key={row.scheduleId}>
            <th scope="row">
              {row.roles.length === 0 ? row.scheduleName : row.roles.map(({ name }) => name).join(", ")}
              {row.roles.length === 0 ? null : <small>{row.scheduleName}</small>}
            </th>
            {row.days.map((parts, place) => (
              <td key={month.days[place]?.date} className={look(place)}>
                {parts.length === 0 ? <span className={classes["nobody"]}>Nobody</span> : null}
                {parts.map((part) => (
                  <PartWords key={`${part.personId} ${part.from}`} part={part} timezone={month.timezone} />
                ))}
              </td>
            ))}
          </tr>
        ))}
      </DayTable>
    </Section>
  );
}

const words = { "on-call": "on call", away: "away", free: "·" } as const;
const spoken = { "on-call": "on call", away: "away", free: "can be asked" } as const;

/** Who knows each service best, and on which days they can be asked. */
export function ExpertTable({ month }: { month: MonthView }) {
  const look = useDayLook(month.days);
  return (
    <Section title="Experts of services" count="dates on which they can be asked">
      <DayTable month={month} label="Experts of services, day by day" what="Expert">
        {month.services.flatMap((service) =>
          service.experts.map((expert) => (
            <tr key={`${service.id} ${expert.personId}`}>
              <th scope="row">
                {expert.name}
                <small>{service.name}</small>
              </th>
              {expert.days.map((day, place) => (
                <td key={month.days[place]?.date} className={look(place)}>
                  <span className={day === "away" ? classes["away"] : undefined} aria-label={spoken[day]} role="img">
                    {words[day]}
                  </span>
                </td>
              ))}
            </tr>
          )),
        )}
      </DayTable>
      <p className={classes["legend"]}>“·”: may be asked. “on call”: woken anyway by a schedule. “away”: not to be asked.</p>
    </Section>
  );
}
