import classes from "./Sparkline.module.css";

export interface SparklineProps {
  /** Counts in order of time; an empty step is drawn as a dot on the ground. */
  counts: readonly number[];
  height?: number;
  /** What a reader hears; leave it out where the number stands beside. */
  label?: string;
}

/** How often lately, as bars too small to read and large enough to see. */
export function Sparkline({ counts, height = 13, label }: SparklineProps) {
  const most = Math.max(1, ...counts);
  const width = Math.max(1, counts.length * 4 - 1.5);
  const named = label === undefined ? { "aria-hidden": true } : { role: "img", "aria-label": label };
  return (
    <svg className={classes["spark"]} width={width} height={height} viewBox={`0 0 ${width} ${height}`} {...named}>
      {counts.map((count, index) => {
        const tall = count === 0 ? 1 : Math.max(2, (count / most) * height);
        return <rect key={index} x={index * 4} y={height - tall} width="2.5" height={tall} data-none={count === 0 || undefined} />;
      })}
    </svg>
  );
}
