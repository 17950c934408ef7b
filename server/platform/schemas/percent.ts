import { z } from "zod";
import { shown, wrongForm } from "./wrong-form.ts";

const mend = "Write it with its sign, such as 99.9%.";

/** Reads `99.9%`, or 99.9, as 99.9; null where it is no percentage. A bare number below 1 could mean a share, so it is none. */
export function readPercent(input: string | number): number | null {
  if (typeof input === "number") return input >= 1 && input <= 100 ? input : null;
  const match = /^(\d{1,3}(?:\.\d{1,9})?)\s?%$/.exec(input.trim());
  const percent = match ? Number(match[1]) : NaN;
  return percent <= 100 ? percent : null;
}

/** The percentage as people write it; what `readPercent` reads as the same number. */
export function writePercent(percent: number): string {
  return `${percent.toFixed(9).replace(/\.?0+$/, "")}%`;
}

/** A percentage, read as a number from 0 to 100; `isRight` may narrow it. */
export function percentSchema(noun: string, isRight: (percent: number) => boolean = () => true) {
  const refused = (input: unknown) => wrongForm(`${shown(input)} is not ${noun}.`, mend);
  const error = ({ input }: { input?: unknown }) => (input === undefined || input === null ? undefined : refused(input));
  return z.union([z.string(), z.number()], { error }).transform((input, context) => {
    const percent = readPercent(input);
    if (percent !== null && isRight(percent)) return percent;
    context.issues.push({ code: "custom", input, message: refused(input) });
    return z.NEVER;
  });
}
