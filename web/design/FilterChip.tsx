import { IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./FilterChip.module.css";

export interface FilterChipProps {
  name: string;
  value: ReactNode;
  onRemove: () => void;
}

/** One condition of a list, with the way to drop it. */
export function FilterChip({ name, value, onRemove }: FilterChipProps) {
  return (
    <span className={classes["chip"]}>
      {name} <b>{value}</b>
      <button type="button" aria-label={`Drop the filter ${name}`} onClick={onRemove}>
        <IconX size={12} stroke={2} />
      </button>
    </span>
  );
}
