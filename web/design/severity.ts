/** Where a severity stands among its process's own: rank 0 is the worst of `of`. */
export interface SeverityPlace {
  rank: number;
  of?: number | undefined;
}

/** The colours of one severity, as CSS values. */
export interface SeverityTone {
  text: string;
  wash: string;
  fill: string;
  /** The two worst of five are filled badges with white text; paler ones could not carry it. */
  isFilled: boolean;
}

const stops = 5;

function positionOf({ rank, of = stops }: SeverityPlace): number {
  const last = Math.max(1, of - 1);
  return (Math.min(Math.max(rank, 0), last) / last) * (stops - 1);
}

function between(position: number, suffix: string): string {
  const lower = Math.floor(position);
  const share = Math.round((position - lower) * 100);
  if (share === 0) return `var(--sev-${lower}${suffix})`;
  return `color-mix(in oklab, var(--sev-${lower + 1}${suffix}) ${share}%, var(--sev-${lower}${suffix}))`;
}

/** Reads the five-stop ramp by rank, so that a process with three or six severities lands between the stops. */
export function severityTone(place: SeverityPlace): SeverityTone {
  const position = positionOf(place);
  return {
    text: between(position, ""),
    wash: between(position, "-wash"),
    fill: between(position, "-fill"),
    isFilled: position <= 1,
  };
}

/** How many of the bars stand lit: all for the worst, one for the mildest. */
export function litBars({ rank, of = stops }: SeverityPlace): number {
  return Math.min(of, Math.max(1, of - rank));
}
