import { Button } from "@mantine/core";
import { IconCalendarEvent, IconCircleCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { MyShiftsView, MyShiftView } from "../../../server/features/on-call/my-shifts.contract.ts";
import { listWords } from "../../../server/features/on-call/shift-words.rules.ts";
import { Empty } from "../../design/Empty.tsx";
import { useOfNow } from "../../design/NowProvider.tsx";
import { Section } from "../../design/Section.tsx";
import { dateWords, fullMomentWords, timeOfDay, weekday } from "../../design/wording.ts";
import classes from "./MyOnCall.module.css";
import { firstName, sinceWords } from "./my-on-call-lede.ts";

const first = (people: readonly { name: string }[]) => listWords(people.map(({ name }) => firstName(name)));

function around({ before, after }: MyShiftView): string {
  const words = [before.length === 0 ? null : `after ${first(before)}`, after.length === 0 ? "nobody planned after you" : `before ${first(after)}`];
  return words.filter((word) => word !== null).join(", ");
}

const nearby = 14 * 86_400_000;
const shownAtFirst = 6;

/** Asked of what begins in two weeks; whoever said it earlier sees that it is said. */
function Ready({ shift }: { shift: MyShiftView }) {
  const isNear = useOfNow((now) => Date.parse(shift.from) < now + nearby);
  if (shift.readyAt !== null) {
    return (
      <span className={classes["ready"]}>
        <IconCircleCheck size={16} stroke={1.7} aria-hidden="true" /> Ready
      </span>
    );
  }
  if (!isNear) return <span />;
  return (
    <Link to="/on-call/me" search={{ schedule: shift.scheduleId, ready: shift.from }} aria-label={`See whether you are ready: ${shift.scheduleName}, ${fullMomentWords(Date.parse(shift.from))}`}>
      Are you ready?
    </Link>
  );
}

function Row({ shift }: { shift: MyShiftView }) {
  const [from, to] = [Date.parse(shift.from), Date.parse(shift.to)];
  const isRunning = useOfNow((now) => from <= now);
  return (
    <li className={classes["row"]}>
      <b>{isRunning ? "Now" : `${weekday(from)} ${dateWords(from)}`}</b>
      <div>
        <p>
          <Link to="/on-call" search={{ schedule: shift.scheduleId, from: shift.from.slice(0, 10) }}>
            {shift.scheduleName}
          </Link>
        </p>
        <p className={classes["small"]}>
          {isRunning ? sinceWords(shift) : `from ${timeOfDay(from)}`} {shift.endsLater ? "on" : `to ${fullMomentWords(to)}`}; {around(shift)}
        </p>
      </div>
      {isRunning ? <span className={classes["small"]}>running</span> : <Ready shift={shift} />}
    </li>
  );
}

/** All shifts that run or come, on the reader's clock; the zone is said. */
export function ComingShifts({ view }: { view: MyShiftsView }) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? view.items : view.items.slice(0, shownAtFirst);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <Section title="My shifts" count={view.items.length} side={`your clock, ${zone}`}>
      {view.items.length === 0 ? (
        <Empty icon={<IconCalendarEvent size={20} stroke={1.6} />} title="No shift in the next 90 days" text="Once a schedule or somebody's cover puts you on call, it stands here, with who is before and after you." />
      ) : (
        <>
          <ul className={classes["list"]}>
            {shown.map((shift) => (
              <Row key={`${shift.scheduleId} ${shift.from}`} shift={shift} />
            ))}
          </ul>
          {shown.length === view.items.length ? null : (
            <Button className={classes["more"] ?? ""} size="xs" variant="default" onClick={() => setWhole(true)}>
              Show all {view.items.length}
            </Button>
          )}
        </>
      )}
    </Section>
  );
}
