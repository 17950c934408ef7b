import { spawn } from "node:child_process";
import { join } from "node:path";

/** Those that stand where the product's behaviour is told. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  r4: ["scenarios/something-dies", "scenarios/saboteurs"],
  r6: ["scenarios/something-dies"],
  r10: ["server/features/on-call/shift.rules.oracle"],
  r17: ["scenarios/the-pager-is-watched"],
  r18: ["scenarios/the-pager-is-watched"],
};

/** Runs the reliability tests at their full length, one after the other, and keeps their figures: `npm run reliability`, or `npm run reliability -- r1 r7`. */
const wanted = process.argv.slice(2);
const filters = wanted.length === 0 ? ["reliability/", ...Object.values(elsewhere).flat()] : wanted.map((name) => name.toLowerCase()).flatMap((name) => [`${name}-`, ...(elsewhere[name] ?? [])]);
const env = { ...process.env, MUSTER_RELIABILITY: "full", MUSTER_FIGURES: join(import.meta.dirname, "figures.json") };
const vitest = spawn("npx", ["vitest", "run", "--no-file-parallelism", ...filters], { stdio: "inherit", env });
vitest.on("exit", (code) => process.exit(code ?? 1));
