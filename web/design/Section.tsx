import { type ReactNode, useId } from "react";
import classes from "./Section.module.css";

export interface SectionProps {
  title: ReactNode;
  /** A number or a few pale words after the title. */
  count?: ReactNode;
  /** A link or small control at the right end. */
  side?: ReactNode;
  /** Rules the heading off from the content with a hairline. */
  rule?: "none" | "line";
  level?: 2 | 3;
  children?: ReactNode;
}

/** A part of a screen: its heading, how much there is, and the content. */
export function Section({ title, count, side, rule = "none", level = 2, children }: SectionProps) {
  const id = useId();
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section className={classes["section"]} data-rule={rule} aria-labelledby={id}>
      <div className={classes["head"]}>
        <Heading id={id} className={classes["title"]}>
          {title}
        </Heading>
        {count === undefined ? null : <span className={classes["count"]}>{count}</span>}
        {side === undefined ? null : <span className={classes["side"]}>{side}</span>}
      </div>
      {children}
    </section>
  );
}
