import { Fragment } from "react";
import type { BlockView, Pieces, ProcessPartView } from "../../server/features/process/draft.contract.ts";
import { PriorityBadge } from "../design/PriorityBadge.tsx";
import { SeverityBadge } from "../design/SeverityBadge.tsx";
import classes from "./Process.module.css";

type TableBlock = Extract<BlockView, { kind: "table" }>;
type GridBlock = Extract<BlockView, { kind: "grid" }>;
type OnCell = ((priority: string, severity: string) => void) | undefined;

/** The words of a part. What differs from the version it is compared with is marked: what came underlined, what went struck. */
export function Blocks({ part, onCell }: { part: ProcessPartView; onCell: OnCell }) {
  if (part.blocks.length === 0) return <p className={classes["pale"]}>Nothing is written down here.</p>;
  return (
    <>
      {part.blocks.map((block) => (
        <Fragment key={block.key}>{block.kind === "prose" ? <p className={classes["prose"]}><Words pieces={block.pieces} /></p> : block.kind === "table" ? <PartTable title={part.title} block={block} /> : <PartGrid block={block} onCell={onCell} />}</Fragment>
      ))}
      <UnseenChanges part={part} />
    </>
  );
}

/** Where what changed does not show in the words, it is told. */
function UnseenChanges({ part: { isChanged, changes, blocks } }: { part: ProcessPartView }) {
  const isSeen = blocks.some((block) => (block.kind === "prose" ? block.pieces.some(isOther) : block.kind === "table" ? block.rows.some(({ is }) => is !== "same") : block.rows.some(({ cells }) => cells.some(({ before }) => before !== null))));
  if (!isChanged || isSeen) return null;
  return <p className={classes["pale"]}>Changed: {changes.slice(0, 3).join("; ")}{changes.length > 3 ? ` and ${changes.length - 3} more` : ""}.</p>;
}

const isOther = ({ is }: Pieces[number]) => is !== "same";

function Words({ pieces }: { pieces: Pieces }) {
  return (
    <>
      {pieces.map(({ text, is }, place) => (is === "added" ? <Fragment key={place}>{pieces[place - 1]?.is === "removed" ? " " : null}<ins>{text}</ins></Fragment> : is === "removed" ? <del key={place}>{text}</del> : <Fragment key={place}>{text}</Fragment>))}
    </>
  );
}

const textOf = (pieces: Pieces) => pieces.filter(({ is }) => is !== "removed").map(({ text }) => text).join("") || pieces.map(({ text }) => text).join("");

function PartTable({ title, block: { columns, rows, mark } }: { title: string; block: TableBlock }) {
  const standing = rows.filter(({ is }) => is !== "removed");
  return (
    <div className={classes["scroll"]}>
      <table className={classes["table"]} aria-label={title}>
        <thead>
          <tr>{columns.map((column) => <th key={column} scope="col">{column}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} data-is={row.is}>
              {row.cells.map((cell, place) => {
                if (place > 0) return <td key={place} data-label={columns[place]}><Words pieces={cell} /></td>;
                return <th key={place} scope="row">{mark === "plain" || row.is === "removed" ? <Words pieces={cell} /> : <Mark mark={mark} name={textOf(cell)} rank={standing.indexOf(row)} of={standing.length} />}</th>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Mark({ mark, name, rank, of }: { mark: "severity" | "priority"; name: string; rank: number; of: number }) {
  return mark === "severity" ? <SeverityBadge name={name} rank={rank} of={of} /> : <PriorityBadge name={name} />;
}

function PartGrid({ block: { severities, rows }, onCell }: { block: GridBlock; onCell: OnCell }) {
  return (
    <div className={classes["scroll"]} tabIndex={0} role="group" aria-label="The grid, wider than a narrow screen">
      <table className={classes["grid"]} aria-label="Grid of priority and severity">
        <thead>
          <tr>
            <td />
            {severities.map(({ id, name }, rank) => <th key={id} scope="col"><SeverityBadge name={name} rank={rank} of={severities.length} look="plain" /></th>)}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, cells }) => (
            <tr key={key}>
              <th scope="row"><PriorityBadge name={name} /></th>
              {cells.map((cell, place) => <td key={cell.severity}><GridCell cell={cell} pair={`${name} with ${severities[place]?.name ?? cell.severity}`} onPress={onCell === undefined ? undefined : () => onCell(key, cell.severity)} /></td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function GridCell({ cell: { verdict, asks, before }, pair, onPress }: { cell: GridBlock["rows"][number]["cells"][number]; pair: string; onPress: (() => void) | undefined }) {
  const said = verdict === "allowed" && asks !== "" ? "and asks" : verdict;
  const words = (
    <>
      <b data-plain={said === "allowed" || undefined}>{said}</b>
      {asks === "" ? null : <span>{asks}</span>}
      {before === null ? null : <del>{before}</del>}
    </>
  );
  const look = { "data-verdict": verdict, "data-changed": before === null ? undefined : true };
  if (onPress === undefined) return <div className={classes["cell"]} {...look}>{words}</div>;
  return <button type="button" className={classes["cell"]} aria-label={`${pair}: ${said}${asks === "" ? "" : ` ${asks}`}. Edit`} onClick={onPress} {...look}>{words}</button>;
}
