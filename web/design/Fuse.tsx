import type { CSSProperties } from "react";
import type { Instant } from "../../server/values/instant.ts";
import classes from "./Fuse.module.css";
import { useOfNow } from "./NowProvider.tsx";
import { fuseLeft, isOverdue } from "./wording.ts";

const steps = 200;

/** A line that burns down to the due time and turns dashed when late. The words beside it say the same. */
export function Fuse({ from, due }: { from: Instant; due: Instant }) {
  const left = useOfNow((now) => Math.round(fuseLeft(from, due, now) * steps) / steps);
  const isLate = useOfNow((now) => isOverdue(due, now));
  return (
    <span
      className={classes["fuse"]}
      style={{ "--left": left } as CSSProperties}
      data-late={isLate || undefined}
      aria-hidden="true"
    />
  );
}
