/** What a decision is made of, as fields have it. */
export interface Weighing {
  options: string[];
  /** Which of them, in its words. */
  chosen: string | null;
  /** Numbers of entries. */
  evidence: string[];
  decidedBy: string | null;
  /** In how many minutes whoever decides is reminded; null: never. */
  lookIn: string | null;
}

export const nothingWeighed: Weighing = { options: [], chosen: null, evidence: [], decidedBy: null, lookIn: null };

/** When to look again, as people say it. */
export const looks = [
  { value: "15", label: "in 15 minutes" },
  { value: "30", label: "in 30 minutes" },
  { value: "60", label: "in an hour" },
  { value: "120", label: "in two hours" },
  { value: "240", label: "in four hours" },
  { value: "1440", label: "tomorrow" },
];

/** What is sent beside the words: nothing of what was left open. */
export function weighedBody({ options, chosen, evidence, decidedBy, lookIn }: Weighing): object {
  const place = chosen === null ? -1 : options.indexOf(chosen);
  return {
    ...(options.length > 0 && { options }),
    ...(place >= 0 && { chosen: place }),
    ...(evidence.length > 0 && { evidence: evidence.map(Number) }),
    ...(decidedBy !== null && { decidedBy }),
    ...(lookIn !== null && { lookAgainIn: `${lookIn}m` }),
  };
}
