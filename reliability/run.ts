import { spawn } from "node:child_process";
import { join } from "node:path";

/** Runs the reliability tests at their full length, one after the other, and keeps their figures: `npm run reliability`, or `npm run reliability -- r1 r7`. */
const wanted = process.argv.slice(2);
const filters = wanted.length === 0 ? ["reliability/"] : wanted.map((name) => `reliability/${name.toLowerCase()}`);
const env = { ...process.env, MUSTER_RELIABILITY: "full", MUSTER_FIGURES: join(import.meta.dirname, "figures.json") };
const vitest = spawn("npx", ["vitest", "run", "--no-file-parallelism", ...filters], { stdio: "inherit", env });
vitest.on("exit", (code) => process.exit(code ?? 1));
