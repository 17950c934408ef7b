import { ActionIcon } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconX } from "@tabler/icons-react";
import classes from "./Edit.module.css";

interface RowMovesProps<Row> {
  rows: readonly Row[];
  place: number;
  /** What a reader calls the row. */
  name: string;
  /** Their order says nothing. */
  isUnordered?: boolean;
  onChange: (rows: Row[]) => void;
}

/** Moves a row up or down, or takes it out. */
export function RowMoves<Row>({ rows, place, name, isUnordered = false, onChange }: RowMovesProps<Row>) {
  const move = (by: 1 | -1) => {
    const next = [...rows];
    const [row] = next.splice(place, 1);
    if (row !== undefined) next.splice(place + by, 0, row);
    onChange(next);
  };
  return (
    <span className={classes["moves"]}>
      {isUnordered ? null : <ActionIcon aria-label={`Move ${name} up`} disabled={place === 0} onClick={() => move(-1)}><IconArrowUp size={15} stroke={1.7} /></ActionIcon>}
      {isUnordered ? null : <ActionIcon aria-label={`Move ${name} down`} disabled={place === rows.length - 1} onClick={() => move(1)}><IconArrowDown size={15} stroke={1.7} /></ActionIcon>}
      <ActionIcon aria-label={`Remove ${name}`} onClick={() => onChange(rows.filter((_, other) => other !== place))}><IconX size={15} stroke={1.7} /></ActionIcon>
    </span>
  );
}
