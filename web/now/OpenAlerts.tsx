import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { AlertView } from "../../server/features/alert-intake/contract.ts";
import { type AlertLine, counted, foldGroups } from "../alert-intake/alert-rows.ts";
import { AlertState } from "../design/AlertState.tsx";
import { Since } from "../design/Clock.tsx";
import { Empty } from "../design/Empty.tsx";
import { Section } from "../design/Section.tsx";
import { useCalmLines } from "../design/use-calm-lines.ts";
import classes from "./Now.module.css";

const mostShown = 8;

function ownerWords({ ownerId, ownerName }: AlertView, me: string | null): string | null {
  if (ownerId === null) return null;
  return ownerId === me ? "You have it" : `${(ownerName ?? ownerId).split(" ")[0] ?? ""} has it`;
}

function OpenAlert({ line, me, isGone }: { line: AlertLine; me: string | null; isGone: boolean }) {
  const { alert, size, signals, since, kind } = line;
  const owner = ownerWords(alert, me);
  return (
    <li className={classes["alert"]} data-gone={isGone || undefined}>
      <AlertState kind={kind} isWordless />
      <span className={classes["title"]}>
        <Link to="/alerts/$id" params={{ id: alert.id }}>{alert.title}</Link>
        {size > 1 ? <span> and {size - 1} more</span> : null}
      </span>
      <span className={classes["service"]}>{alert.serviceName ?? "unassigned"}</span>
      <span className={classes["since"]}><Since at={Date.parse(since)} /></span>
      <span className={classes["signals"]}>{counted(signals, "signal")}</span>
      <span className={classes["why"]}>
        {alert.why?.bold ?? (isGone ? "It has ended" : "Not decided yet")}
        {owner === null ? null : <span>; {owner}</span>}
      </span>
    </li>
  );
}

export interface OpenAlertsProps {
  open: readonly AlertView[];
  /** How many there are, as soon as that is known. */
  count: number | undefined;
  /** Whether `open` holds all that is open. */
  isAll: boolean;
  me: string | null;
}

/** What fires, why it woke somebody or did not, and who has it. */
export function OpenAlerts({ open, count, isAll, me }: OpenAlertsProps) {
  const [isTouched, setIsTouched] = useState(false);
  const { lines, gone, waiting, release } = useCalmLines(foldGroups(open), { list: "now", isHeld: isTouched });
  const signals = open.reduce((sum, alert) => sum + alert.signals, 0);
  const words = isAll ? `${open.length}, from ${counted(signals, "signal")}` : count;
  const shown = lines.slice(0, mostShown);
  return (
    <Section title="Open alerts" count={open.length === 0 ? undefined : words} side={<Link to="/alerts">All alerts</Link>} rule={shown.length === 0 ? "line" : "none"}>
      {waiting === 0 ? null : (
        <button type="button" className={classes["news"]} onClick={release}>{counted(waiting, "new alert")}, show</button>
      )}
      {shown.length === 0 ? (
        <Empty title="No alert is open" text="What a tool reports stands here, with the reason why it woke somebody or did not." />
      ) : (
        <ul className={classes["alerts"]} onPointerEnter={() => setIsTouched(true)} onPointerLeave={() => setIsTouched(false)}>
          {shown.map((line) => (
            <OpenAlert key={line.id} line={line} me={me} isGone={gone.has(line.id)} />
          ))}
        </ul>
      )}
      {lines.length > mostShown ? <p className={classes["more"]}><Link to="/alerts">{isAll ? `${lines.length - mostShown} more` : "All of them"}</Link></p> : null}
    </Section>
  );
}
