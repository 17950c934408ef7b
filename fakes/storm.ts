import { join } from "node:path";
import { plainEnvironment, type Child } from "./processes/child.ts";
import { startProgram } from "./processes/program.ts";
import { temporaryFolder } from "./processes/temporary-folder.ts";
import type { SenderPlan } from "./storm/sender.ts";
import type { StormIntake } from "./storm/signals.ts";
import type { StormSummary } from "./storm/storm-answer.ts";

export type { StormIntake } from "./storm/signals.ts";
export { acceptedKeys, findLost, readStormJournal, type StormAnswer, type StormSummary } from "./storm/storm-answer.ts";

export interface StormOptions {
  /** The nodes, tried in turn. */
  readonly urls: readonly string[];
  readonly intake: StormIntake;
  readonly ratePerSecond: number;
  /** How many alerts in all; without it the storm goes on until `stop`. */
  readonly count?: number;
  /** Decides the keys and the pauses between tries; printed, so that a run can be repeated. */
  readonly seed?: number;
  /** The alerts name these services in turn. */
  readonly services?: readonly string[];
  readonly severity?: string;
  readonly requestTimeoutMs?: number;
  /** How long after the last alert those without an answer are still tried. */
  readonly drainMs?: number;
  readonly journalPath?: string;
}

/** Alerts on their way from a process of their own, which writes down every answer it gets. */
export interface Storm {
  readonly pid: number;
  readonly seed: number;
  readonly journalPath: string;
  /** Resolves when the last alert is answered or given up. */
  readonly finished: Promise<StormSummary>;
  /** No new alerts; sees the open ones through. */
  stop(): Promise<StormSummary>;
}

/** Starts a storm of alerts, each sent again under its own key until it is accepted. */
export async function startStorm(options: StormOptions): Promise<Storm> {
  const plan = completePlan(options);
  const journalPath = options.journalPath ?? join(temporaryFolder("storm"), "storm.jsonl");
  const order = JSON.stringify({ ...plan, journalPath });
  const { child } = await startProgram("storm/main.ts", [order], plainEnvironment());
  process.stdout.write(`Storm with seed ${String(plan.seed)}, journal ${journalPath}\n`);
  const finished = readSummary(child);
  // Who does not ask for the summary is not to fail by it.
  finished.catch(() => undefined);
  const stop = () => {
    child.signal("SIGTERM");
    return finished;
  };
  return { pid: child.pid, seed: plan.seed, journalPath, finished, stop };
}

function completePlan(options: StormOptions): SenderPlan {
  return {
    urls: options.urls,
    intake: options.intake,
    ratePerSecond: options.ratePerSecond,
    count: options.count ?? null,
    seed: options.seed ?? Math.floor(Math.random() * 1_000_000),
    services: options.services ?? ["storm"],
    severity: options.severity ?? "critical",
    requestTimeoutMs: options.requestTimeoutMs ?? 5_000,
    drainMs: options.drainMs ?? 30_000,
  };
}

async function readSummary(child: Child): Promise<StormSummary> {
  const { code } = await child.ended;
  for await (const line of child.lines) {
    if (line.startsWith('{"summary"')) return (JSON.parse(line) as { summary: StormSummary }).summary;
  }
  throw new Error(`The storm broke off with ${String(code)}.\n${child.lines.items.join("\n")}`);
}
