import { Paper } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./Sheet.module.css";

export interface SheetProps {
  /** `low` lies flat on the page, `dashed` awaits something. */
  look?: "sheet" | "low" | "dashed";
  children: ReactNode;
}

/** A thing one could pick up. Hairlines come before boxes: use it sparingly. */
export function Sheet({ look = "sheet", children }: SheetProps) {
  return (
    <Paper className={classes["sheet"] ?? ""} data-look={look}>
      {children}
    </Paper>
  );
}
