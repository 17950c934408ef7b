import type { ReactNode } from "react";
import classes from "./Lede.module.css";

export interface LedeProps {
  /** What is so: the dark half, one full sentence. */
  so: ReactNode;
  /** What comes next: the pale half. */
  next?: ReactNode;
}

/** The sentence a screen opens with. */
export function Lede({ so, next }: LedeProps) {
  return (
    <h1 className={classes["lede"]}>
      {so}
      {next === undefined ? null : <span> {next}</span>}
    </h1>
  );
}
