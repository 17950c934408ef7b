import { IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import type { OwedView } from "../../../server/features/communications/contract.ts";
import type { ApiProblem } from "../../api/client.ts";
import { Since } from "../../design/Clock.tsx";
import { ClockCell } from "../../design/ClockCell.tsx";
import { useRoom } from "../room-context.tsx";
import { useOwed } from "../room-queries.ts";
import { countOf, touchedWords } from "../room-words.ts";
import classes from "../Room.module.css";
import { owedSince, owedWords, standInWords } from "./owed-words.ts";
import type { Opening } from "../room-dialogs.ts";

const mostClocks = 3;

function Running() {
  const { incident } = useRoom();
  const { declaredAt, endedAt } = incident;
  return (
    <div className={`${classes["cell"] ?? ""} ${classes["running"] ?? ""}`}>
      <dt>{endedAt === null ? "Running" : "Ran for"}</dt>
      <dd><b><Since at={Date.parse(declaredAt)} until={endedAt === null ? undefined : Date.parse(endedAt)} /></b></dd>
    </div>
  );
}

function Touched({ onOpen }: Opening) {
  const { incident } = useRoom();
  const words = touchedWords(incident);
  return (
    <div className={`${classes["cell"] ?? ""} ${classes["touched"] ?? ""}`}>
      <dt>Touched</dt>
      <dd>
        <button type="button" title={words} aria-label={`Touched: ${words}. Impact`} onClick={() => onOpen({ kind: "impact" })}>{words}</button>
      </dd>
    </div>
  );
}

function Clocks({ owed, isAll }: { owed: readonly OwedView[]; isAll: boolean }) {
  const { me } = useRoom();
  const shown = isAll ? owed : owed.slice(0, mostClocks);
  return shown.map((one) => (
    <ClockCell key={`${one.person.id} ${one.from.role} ${one.dueAt} ${one.workstream?.id ?? ""} ${one.audiences.map(({ id }) => id).join()}`} label={owedWords(one, me)} due={Date.parse(one.dueAt)} since={owedSince(one)} note={standInWords(one, me)} />
  ));
}

function NoClock({ problem }: { problem: ApiProblem | null }) {
  return (
    <div className={classes["cell"]}>
      <dt>Owed updates</dt>
      <dd>{problem === null ? "none" : "cannot be read now"}</dd>
    </div>
  );
}

/** The clocks of the room: how long it runs, who owes whom an update and when, and what is touched. */
export function RoomStrip({ onOpen }: Opening) {
  const { data, error } = useOwed();
  const [isOpen, setOpen] = useState(false);
  const owed = data?.items ?? [];
  const hidden = Math.max(0, owed.length - mostClocks);
  return (
    <dl className={classes["strip"]} data-open={isOpen || undefined}>
      <Running />
      {owed.length === 0 && (data !== undefined || error !== null) ? <NoClock problem={data === undefined ? error : null} /> : null}
      <Clocks owed={owed} isAll={isOpen} />
      <Touched onOpen={onOpen} />
      {hidden === 0 ? null : (
        <div className={classes["more"]}>
          <dt>Also owed</dt>
          <dd><button type="button" onClick={() => setOpen(!isOpen)}>{isOpen ? "fewer" : `${hidden} more`}</button></dd>
        </div>
      )}
      <div className={classes["stripToggle"]}>
        <dt>{isOpen ? "Owed and touched" : owed.length < 2 ? "What is touched" : `${countOf(owed.length - 1, "more clock")}, and what is touched`}</dt>
        <dd>
          <button type="button" aria-expanded={isOpen} aria-label={isOpen ? "Show fewer clocks" : "Show all clocks"} onClick={() => setOpen(!isOpen)}>
            <IconChevronDown size={16} stroke={1.8} />
          </button>
        </dd>
      </div>
    </dl>
  );
}
