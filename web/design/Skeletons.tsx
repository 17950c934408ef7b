import { VisuallyHidden } from "@mantine/core";
import type { CSSProperties } from "react";
import classes from "./Skeletons.module.css";

const widths = [62, 48, 74, 55, 68, 43];

function Bar({ width }: { width: number }) {
  return <span className={classes["bar"]} style={{ "--width": `${width}%` } as CSSProperties} />;
}

/** Rows on their way: as many as are likely, so that nothing jumps. */
export function RowsSkeleton({ rows = 4, withFaces = false }: { rows?: number; withFaces?: boolean }) {
  return (
    <div aria-busy="true">
      <VisuallyHidden>Loading</VisuallyHidden>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={classes["row"]} aria-hidden="true">
          {withFaces ? <span className={classes["face"]} /> : null}
          <Bar width={widths[index % widths.length] ?? 60} />
          <span className={classes["end"]} />
        </div>
      ))}
    </div>
  );
}

/** A lede on its way. */
export function LedeSkeleton() {
  return (
    <div className={classes["lede"]} aria-busy="true">
      <VisuallyHidden>Loading</VisuallyHidden>
      <Bar width={88} />
      <Bar width={64} />
    </div>
  );
}

/** A sheet on its way. */
export function SheetSkeleton() {
  return (
    <div className={classes["sheet"]} aria-busy="true">
      <VisuallyHidden>Loading</VisuallyHidden>
      <Bar width={38} />
      <Bar width={82} />
      <Bar width={66} />
    </div>
  );
}
