import { litBars, type SeverityPlace } from "./severity.ts";

/** Rising bars, as many lit as the severity is bad; always with a word beside it. */
export function SeverityBars({ rank, of = 5, height = 9 }: SeverityPlace & { height?: number }) {
  const lit = litBars({ rank, of });
  const width = of * 3 - 1;
  return (
    <svg width={(width * height) / 9} height={height} viewBox={`0 0 ${width} 9`} aria-hidden="true">
      {Array.from({ length: of }, (_, index) => {
        const tall = 2.6 + (6.4 * index) / Math.max(1, of - 1);
        return (
          <rect
            key={index}
            x={index * 3}
            y={9 - tall}
            width="2"
            height={tall}
            rx="0.5"
            fill="currentColor"
            opacity={index < lit ? 1 : 0.35}
          />
        );
      })}
    </svg>
  );
}
