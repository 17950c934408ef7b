import type { ReactNode } from "react";
import classes from "./Facts.module.css";

export interface Fact {
  label: string;
  value: ReactNode;
  /** Pale words after the value. */
  detail?: ReactNode;
}

/** A strip of up to six facts under the lede; two columns on a phone. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={classes["facts"]}>
      {facts.map((fact) => (
        <div key={fact.label} className={classes["fact"]}>
          <dt>{fact.label}</dt>
          <dd>
            <b>{fact.value}</b>
            {fact.detail === undefined ? null : <span>{fact.detail}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
