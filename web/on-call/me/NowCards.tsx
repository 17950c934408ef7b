import type { ReactNode } from "react";
import { Link } from "@tanstack/react-router";
import type { MyShiftView } from "../../../server/features/on-call/my-shifts.contract.ts";
import { listWords } from "../../../server/features/on-call/shift-words.rules.ts";
import { useOfNow } from "../../design/NowProvider.tsx";
import { dueWords, fullMomentWords } from "../../design/wording.ts";
import classes from "./MyOnCall.module.css";

function Part({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const names = (people: readonly { name: string }[]) => listWords(people.map(({ name }) => name));

function besideWords(beside: MyShiftView["beside"]): string {
  return listWords(beside.map(({ name, step, scheduleName }) => (step === null ? name : `${name} (${scheduleName})`)));
}

/** One shift that runs or is next: how long, whom it is for, and who stands around it. */
function NowCard({ shift }: { shift: MyShiftView }) {
  const [from, to] = [Date.parse(shift.from), Date.parse(shift.to)];
  const isRunning = useOfNow((now) => from <= now);
  const left = useOfNow((now) => (from > now ? `begins ${dueWords(from, now)}` : shift.endsLater ? "no end in sight" : `ends ${dueWords(to, now)}`));
  return (
    <div className={classes["card"]}>
      <div className={classes["cardHead"]}>
        <b>
          <Link to="/on-call" search={{ schedule: shift.scheduleId }}>
            {shift.scheduleName}
          </Link>
        </b>
        <span className={classes["small"]}>{left}</span>
      </div>
      <dl className={classes["grid"]}>
        <Part label={isRunning ? "Until" : "From"}>{isRunning && shift.endsLater ? "further notice" : fullMomentWords(isRunning ? to : from)}</Part>
        <Part label="After you">{shift.after.length === 0 ? "Nobody is planned" : names(shift.after)}</Part>
        <Part label="Before you">{shift.before.length === 0 ? "Nobody" : names(shift.before)}</Part>
        <Part label="Beside you">{shift.beside.length === 0 ? "Nobody" : besideWords(shift.beside)}</Part>
        <Part label="Pages for">{shift.services.length === 0 ? "No service yet" : names(shift.services)}</Part>
      </dl>
    </div>
  );
}

/** The shifts that run; where none does, the next. */
export function NowCards({ shifts }: { shifts: readonly MyShiftView[] }) {
  const running = useOfNow((now) => shifts.filter(({ from, to }) => Date.parse(from) <= now && Date.parse(to) > now).length);
  const shown = shifts.slice(0, Math.max(1, running));
  if (shown.length === 0) return null;
  return (
    <div className={classes["cards"]}>
      {shown.map((shift) => (
        <NowCard key={`${shift.scheduleId} ${shift.from}`} shift={shift} />
      ))}
    </div>
  );
}
