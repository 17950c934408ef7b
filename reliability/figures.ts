import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";

/** One figure of a reliability test beside what it is to be. */
export interface Figure {
  /** `R1`. */
  test: string;
  measure: string;
  value: number | string;
  /** In words: `0`, `at most 5 s`. */
  target: string;
  isMet: boolean;
}

interface Noted extends Figure {
  at: string;
  load: number;
}

/** True where every test runs at its full length: `npm run reliability`. */
export const isFull = process.env["MUSTER_RELIABILITY"] === "full";

/** Notes figures in the file that MUSTER_FIGURES names, in the place of those of the same test and measure; elsewhere they are only printed. */
export function note(...figures: Figure[]): void {
  for (const { test, measure, value, target, isMet } of figures) process.stdout.write(`${test} ${measure}: ${value} (${target}) ${isMet ? "" : "NOT MET"}\n`);
  const path = process.env["MUSTER_FIGURES"];
  if (!path) return;
  const known = existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Noted[]) : [];
  const kept = known.filter((one) => !figures.some(({ test, measure }) => one.test === test && one.measure === measure));
  const load = Math.round((loadavg()[0] ?? 0) * 10) / 10;
  const noted = figures.map((figure) => ({ ...figure, at: new Date().toISOString(), load }));
  const all = [...kept, ...noted].sort((a, b) => a.test.localeCompare(b.test, "en", { numeric: true }) || a.measure.localeCompare(b.measure));
  writeFileSync(path, `${JSON.stringify(all, null, 2)}\n`);
}
