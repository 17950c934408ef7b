import { IconCheck, IconCircle, IconLineDashed, IconMinus, IconX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import type { FindingView } from "../../server/features/adherence/contract.ts";
import { chapterNames, countFindings, verdictWords } from "../../server/features/adherence/evidence-findings.rules.ts";
import { chapters } from "../../server/features/adherence/finding.rules.ts";
import { byWords, happenedWords } from "./finding-words.ts";
import classes from "./FindingTable.module.css";

const icons = { met: IconCheck, missed: IconX, waived: IconLineDashed, pending: IconCircle, "not-applicable": IconMinus } as const;

export interface FindingTableProps {
  incidentRef: string;
  findings: readonly FindingView[];
  /** When the incident was declared: times of that day go without a date. */
  begin: string;
  /** What may be done about a finding; nothing where the reader may not. */
  onWaive: ((one: FindingView) => void) | null;
  onHold: ((one: FindingView) => void) | null;
}

/** Findings by chapter: the verdict, what the process asks, by when, what happened, and the entries that prove it. */
export function FindingTable({ incidentRef, findings, begin, onWaive, onHold }: FindingTableProps) {
  return (
    <table className={classes["table"]} aria-label="What became of each rule">
      <thead>
        <tr>
          <th scope="col">Verdict</th>
          <th scope="col">What the process asks</th>
          <th scope="col">By</th>
          <th scope="col">What happened</th>
          <th scope="col">Proof, event</th>
        </tr>
      </thead>
      {chapters.map((chapter) => {
        const rows = findings.filter((one) => one.chapter === chapter);
        if (rows.length === 0) return null;
        const { met, judged } = countFindings(rows);
        return (
          <tbody key={chapter}>
            <tr className={classes["chapter"]}>
              <th scope="rowgroup" colSpan={5}>
                {chapterNames[chapter]}
                {judged === 0 ? null : <span>{met} of {judged}</span>}
              </th>
            </tr>
            {rows.map((one) => <Row key={one.rule} incidentRef={incidentRef} one={one} begin={begin} onWaive={onWaive} onHold={onHold} />)}
          </tbody>
        );
      })}
    </table>
  );
}

interface RowProps extends Pick<FindingTableProps, "incidentRef" | "begin" | "onWaive" | "onHold"> {
  one: FindingView;
}

function Row({ incidentRef, one, begin, onWaive, onHold }: RowProps) {
  const Icon = icons[one.verdict];
  const act = one.verdict === "missed" || one.verdict === "pending" ? onWaive : one.verdict === "waived" ? onHold : null;
  return (
    <tr data-verdict={one.verdict}>
      <td>
        <span className={classes["verdict"]}><Icon size={14} stroke={2} aria-hidden />{verdictWords[one.verdict]}</span>
      </td>
      <th scope="row">{one.asks}</th>
      <td>{byWords(one, begin)}</td>
      <td>
        <Happened one={one} begin={begin} />
        {act === null ? null : (
          <button type="button" className={classes["act"]} onClick={() => act(one)} aria-label={one.verdict === "waived" ? `Hold again: ${one.asks}` : `Waive: ${one.asks}`}>
            {one.verdict === "waived" ? "Hold again" : "Waive"}
          </button>
        )}
      </td>
      <td><Proof incidentRef={incidentRef} proof={one.proof} /></td>
    </tr>
  );
}

function Happened({ one, begin }: Pick<RowProps, "one" | "begin">) {
  const { so, late, reason } = happenedWords(one, begin);
  return (
    <>
      {so === "" && late === null ? null : (
        <span className={classes["times"]}>
          {so}
          {late === null ? null : <>{so === "" ? "" : ", "}<span className={classes["late"]}>{late}</span></>}
        </span>
      )}
      {reason === null ? null : <p dir="auto">{reason}</p>}
    </>
  );
}

const mostCited = 4;

/** The entries of the timeline, each a way to it; events of other streams are counted. */
function Proof({ incidentRef, proof }: { incidentRef: string; proof: FindingView["proof"] }) {
  const entries = proof.flatMap(({ entry }) => (entry === null ? [] : [entry]));
  const cited = entries.length > mostCited ? [...entries.slice(0, mostCited - 1), ...entries.slice(-1)] : entries;
  const others = proof.length - entries.length;
  return (
    <>
      {cited.map((entry, place) => (
        <Fragment key={entry}>
          {place === 0 ? "" : place === mostCited - 1 && cited.length < entries.length ? ", … " : ", "}
          <Link to="/incidents/$ref" params={{ ref: incidentRef }} search={{ entry }} aria-label={`Entry ${entry} of the timeline`}>{entry}</Link>
        </Fragment>
      ))}
      {others === 0 ? null : `${cited.length === 0 ? "" : ", "}${others} elsewhere`}
    </>
  );
}
