import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { OnCallView, PersonShiftView, ScheduleView } from "../../server/features/on-call/contract.ts";
import { TimeOfDay } from "../design/Clock.tsx";
import { useOfNow } from "../design/NowProvider.tsx";
import { PersonRow } from "../design/PersonRow.tsx";
import { Section } from "../design/Section.tsx";
import { dueWords, fullMomentWords, momentWords, spanWords, timeOfDay, weekday, dateWords } from "../design/wording.ts";
import classes from "./OnCall.module.css";

function MyShift({ shift }: { shift: PersonShiftView }) {
  const [from, to] = [Date.parse(shift.from), Date.parse(shift.to)];
  const isNow = useOfNow((now) => from <= now);
  const distance = useOfNow((now) => (from > now ? dueWords(from, now) : `${spanWords(to - now)} left`));
  const span = useOfNow((now) => (from <= now ? `until ${momentWords(to, now)}` : `${timeOfDay(from)}${shift.endsLater ? " on" : ` to ${fullMomentWords(to)}`}`));
  return (
    <li className={classes["shift"]}>
      <b>{isNow ? "Now" : `${weekday(from)} ${dateWords(from)}`}</b>
      <div>
        <Link to="/on-call" search={{ schedule: shift.scheduleId, from: shift.from.slice(0, 10) }}>
          {shift.scheduleName}
        </Link>
        <p className={classes["small"]}>{span}</p>
      </div>
      <span className={classes["small"]}>{distance}</span>
    </li>
  );
}

/** The reader's own shifts, the running one first. */
export function MyShifts({ shifts }: { shifts: readonly PersonShiftView[] }) {
  return (
    <Section title="My next shifts" count={<span>your clock</span>} side={<Link to="/on-call/me">My on-call</Link>}>
      {shifts.length === 0 ? (
        <p className={classes["text"]}>None in the next 90 days.</p>
      ) : (
        <ul>
          {shifts.slice(0, 5).map((shift) => (
            <MyShift key={`${shift.scheduleId} ${shift.from}`} shift={shift} />
          ))}
        </ul>
      )}
    </Section>
  );
}

/** A schedule that fills roles of the process is known by them. */
function placeWords(scheduleName: string, roles: readonly { name: string }[]): string {
  return roles.length === 0 ? scheduleName : `${roles.map(({ name }) => name).join(", ")} · ${scheduleName}`;
}

/** Everybody on call now, by schedule. */
export function OnCallNow({ onCall, me }: { onCall: readonly OnCallView[]; me: string | null }) {
  return (
    <Section title="On call now" count={onCall.length === 1 ? "1 schedule" : `${onCall.length} schedules`} side={<Link to="/on-call/month">The month</Link>}>
      <ul>
        {onCall.map(({ scheduleId, scheduleName, roles, people, isGap, shadows }) => (
          <li key={scheduleId}>
            {isGap ? (
              <p className={classes["nobody"]}>
                <b>Nobody</b> {placeWords(scheduleName, roles)}
              </p>
            ) : null}
            {people.map(({ personId, name, until }) => (
              <PersonRow
                key={personId}
                name={name}
                title={personId === me ? "You" : name}
                isRinged={personId === me}
                detail={placeWords(scheduleName, roles)}
                side={until === null ? null : <>until <TimeOfDay at={Date.parse(until)} /></>}
              />
            ))}
            {shadows.map(({ personId, name }) => (
              <PersonRow key={personId} name={name} title={personId === me ? "You, to learn" : `${name}, to learn`} detail={`Beside ${scheduleName}`} />
            ))}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function layerWords({ people, handsOver }: ScheduleView["layers"][number]): string {
  if (people.length === 0) return "read from a calendar";
  const names = people.map((turn) => turn.map(({ name }) => name.split(" ")[0]).join(" with ")).join(", ");
  return handsOver === null ? names : `${names}; hands over ${handsOver}`;
}

/** How the rows of the calendar come to be. */
export function HowThisIsMade({ schedule, overrides, onReplace }: { schedule: ScheduleView; overrides: number; onReplace: (() => void) | undefined }) {
  return (
    <Section title="How this is made" side={<Link to="/on-call/coverage">Next 90 days</Link>}>
      <dl className={classes["legend"]}>
        {schedule.layers.map((layer) => (
          <div key={layer.place}>
            <dt data-mark="turn">{layer.name}</dt>
            <dd>{layerWords(layer)}</dd>
          </div>
        ))}
        <div>
          <dt data-mark="override">Overrides</dt>
          <dd>{overrides === 0 ? "none in these weeks; they go before the turns" : `${overrides} in these weeks; they go before the turns`}</dd>
        </div>
        <div>
          <dt data-mark="final">Final</dt>
          <dd>who is woken; yours is filled</dd>
        </div>
        <div>
          <dt data-mark="nobody">Nobody</dt>
          <dd>a page would go on to the next step at once</dd>
        </div>
      </dl>
      {onReplace === undefined ? null : (
        <div className={classes["ways"]}>
          <p className={classes["small"]}>
            <Link to="/on-call/schedules/$id" params={{ id: schedule.id }}>Change these turns</Link>, or <Link to="/on-call/schedules/new">make another schedule</Link>
          </p>
          <Button size="xs" variant="default" onClick={onReplace}>
            Other shifts for a while
          </Button>
        </div>
      )}
    </Section>
  );
}
