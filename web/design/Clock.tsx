import { Tooltip, VisuallyHidden } from "@mantine/core";
import { toIso, type Instant } from "../../server/values/instant.ts";
import classes from "./Clock.module.css";
import { Fuse } from "./Fuse.tsx";
import { useOfNow } from "./NowProvider.tsx";
import { dueWords, exactSpanWords, fullMomentWords, isOverdue, type LateForm, momentWords, spanWords } from "./wording.ts";

export interface ClockProps {
  due: Instant;
  /** `short` says `3 min late`, `long` says `overdue by 3 min`. */
  form?: LateForm;
  /** Shows the local time beside it; otherwise it comes on hover. */
  withTime?: boolean;
  /** When the waiting began: draws the fuse that burns down from there. */
  since?: Instant | undefined;
  zone?: string | undefined;
}

/** Something owed: how long until then, alive, and the local time. Lateness is a word and a colour. */
export function Clock({ due, form = "short", withTime = true, since, zone }: ClockProps) {
  const words = useOfNow((now) => dueWords(due, now, form));
  const moment = useOfNow((now) => momentWords(due, now, zone));
  const isLate = useOfNow((now) => isOverdue(due, now));
  return (
    <span className={classes["clock"]}>
      <Tooltip label={fullMomentWords(due, zone)}>
        <time className={classes["line"]} dateTime={toIso(due)}>
          <b data-late={isLate || undefined}>{words}</b>
          {withTime ? <span>{moment}</span> : <VisuallyHidden>, {moment}</VisuallyHidden>}
        </time>
      </Tooltip>
      {since === undefined ? null : <Fuse from={since} due={due} />}
    </span>
  );
}

export interface SinceProps {
  at: Instant;
  /** Ends the count, once it is over. */
  until?: Instant | undefined;
  /** To the second below an hour: `3 min 3 s`. */
  isExact?: boolean;
  zone?: string | undefined;
}

/** How long something has gone on, alive; the moment it began on hover. */
export function Since({ at, until, isExact = false, zone }: SinceProps) {
  const say = isExact ? exactSpanWords : spanWords;
  const words = useOfNow((now) => say((until ?? now) - at));
  return (
    <Tooltip label={`since ${fullMomentWords(at, zone)}`}>
      <time className={classes["plain"]} dateTime={toIso(at)}>
        {words}
        <VisuallyHidden>, since {fullMomentWords(at, zone)}</VisuallyHidden>
      </time>
    </Tooltip>
  );
}

export interface TimeOfDayProps {
  at: Instant;
  withSeconds?: boolean;
  zone?: string | undefined;
}

/** A moment in local time; how long ago or ahead on hover. */
export function TimeOfDay({ at, withSeconds = false, zone }: TimeOfDayProps) {
  const moment = useOfNow((now) => momentWords(at, now, zone, withSeconds));
  const distance = useOfNow((now) => (at > now ? dueWords(at, now) : `${spanWords(now - at)} ago`));
  return (
    <Tooltip label={`${distance}, ${fullMomentWords(at, zone, withSeconds)}`}>
      <time className={classes["plain"]} dateTime={toIso(at)}>
        {moment}
      </time>
    </Tooltip>
  );
}
