import { Button } from "@mantine/core";
import { IconBellOff, IconTool } from "@tabler/icons-react";
import { Fragment } from "react";
import type { SilenceView } from "../../../server/features/alert-intake/silence.contract.ts";
import type { Instant } from "../../../server/values/instant.ts";
import { Clock, TimeOfDay } from "../../design/Clock.tsx";
import { useOfNow } from "../../design/NowProvider.tsx";
import { fullMomentWords } from "../../design/wording.ts";
import { heldWords, matcherParts, matchersWords, recurrenceWords } from "./silence-words.ts";
import classes from "./Silences.module.css";

function Matchers({ matchers }: Pick<SilenceView, "matchers">) {
  return (
    <p className={classes["matchers"]}>
      {matchers.map((matcher, place) => {
        const { name, verb, value } = matcherParts(matcher);
        return (
          <Fragment key={place}>
            {place === 0 ? null : " and "}
            <b>{name}</b> {verb} <b>{value}</b>
          </Fragment>
        );
      })}
    </p>
  );
}

/** Until when it holds, or when it begins, or when it ended. */
function When({ silence: { state, next, endsAt, endedAt } }: { silence: SilenceView }) {
  if (state === "over" || next === null) {
    return (
      <p className={classes["clock"]}>
        <span>ended</span> <TimeOfDay at={Date.parse(endedAt ?? endsAt)} />
      </p>
    );
  }
  return state === "live" ? <Turn verb="ends" due={Date.parse(next.to)} since={Date.parse(next.from)} /> : <Turn verb="begins" due={Date.parse(next.from)} />;
}

/** What comes by itself is never late: at its moment it is so now. */
function Turn({ verb, due, since }: { verb: string; due: Instant; since?: Instant }) {
  const isNow = useOfNow((now) => now >= due);
  return (
    <div className={classes["clock"]}>
      <span>{verb}</span>
      {isNow ? <b>now</b> : <Clock due={due} since={since} />}
    </div>
  );
}

function detailOf({ kind, owner, held, state }: SilenceView): string {
  const who = owner === null ? "nobody owns it" : owner.name;
  return [kind === "silence" ? "Silence" : "Maintenance", who, ...(state === "planned" && held === 0 ? [] : [heldWords(held)])].join(", ");
}

/** When the whole of it ends, where what is shown is but one of its spans. */
function Spans({ silence: { recurrence, state, next, endsAt } }: { silence: SilenceView }) {
  if (recurrence !== null) {
    return (
      <p className={classes["small"]}>
        {recurrenceWords(recurrence)}; the last time before {fullMomentWords(Date.parse(endsAt))}
      </p>
    );
  }
  if (state !== "planned" || next === null) return null;
  return <p className={classes["small"]}>{fullMomentWords(Date.parse(next.from))} to {fullMomentWords(Date.parse(next.to))}</p>;
}

export interface SilenceRowProps {
  silence: SilenceView;
  /** Absent where the reader may not, or it is over. */
  onChange: (() => void) | undefined;
  onEnd: (() => void) | undefined;
}

/** One silence: what it matches, why, whose it is, until when, and what it held back. */
export function SilenceRow({ silence, onChange, onEnd }: SilenceRowProps) {
  const words = matchersWords(silence.matchers);
  const Sign = silence.kind === "silence" ? IconBellOff : IconTool;
  return (
    <li className={classes["row"]} data-over={silence.state === "over" || undefined}>
      <Sign className={classes["sign"] ?? ""} size={16} stroke={1.7} aria-hidden="true" />
      <div className={classes["what"]}>
        <Matchers matchers={silence.matchers} />
        <p className={classes["reason"]}>“{silence.reason}”</p>
        <p className={classes["small"]}>{detailOf(silence)}</p>
        <Spans silence={silence} />
      </div>
      <When silence={silence} />
      {onChange === undefined || onEnd === undefined ? null : (
        <div className={classes["deeds"]}>
          <Button size="xs" variant="default" aria-label={`Change: ${words}`} onClick={onChange}>Change</Button>
          <Button size="xs" variant="default" aria-label={`${silence.state === "live" ? "End now" : "Call off"}: ${words}`} onClick={onEnd}>
            {silence.state === "live" ? "End now" : "Call off"}
          </Button>
        </div>
      )}
    </li>
  );
}
