import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { buildSaboteur } from "../fakes/saboteur.ts";
import { runOn } from "../server/platform/testing/global-setup.ts";
import { makeTestDatabase } from "../server/platform/testing/test-database.ts";
import { isFull, note } from "./figures.ts";
import { frozenClock } from "./simulation/ground.ts";
import { runWeek, type WeekReport } from "./simulation/week.ts";

const seeds = isFull ? 1_000 : 40;
const first = Number(process.env["MUSTER_SEED"] ?? 1);

async function simulatedDatabase(): Promise<string> {
  const { url } = await makeTestDatabase();
  await runOn(url, frozenClock);
  return url;
}

describe("Simulated weeks", () => {
  it("break no promise: no page lost, none twice, no step before its time, and what nobody takes comes to the administrators", async () => {
    const url = await simulatedDatabase();
    const reports: WeekReport[] = [];
    for (let seed = first; seed < first + seeds; seed += 1) reports.push(await runWeek(url, seed));
    const broken = reports.filter(({ breaches }) => breaches.length > 0);
    const kills = reports.reduce((sum, report) => sum + report.kills, 0);
    const sends = reports.reduce((sum, report) => sum + report.sends, 0);
    note(
      { test: "R3", measure: "seeds of seven days", value: seeds, target: isFull ? "at least 1,000" : "at least 40", isMet: true },
      { test: "R3", measure: "sends, of which the process died", value: `${sends}, ${kills}`, target: "some", isMet: kills > 0 },
      { test: "R3", measure: "promises broken", value: broken.length, target: "0", isMet: broken.length === 0 },
    );
    if (kills === 0) throw new Error("Inconclusive: no process died in any week.");
    expect(broken.map(({ seed, breaches }) => ({ seed, breaches }))).toEqual([]);
  }, 3_600_000);

  it("are the same for the same seed", async () => {
    const weeks = async () => {
      const url = await simulatedDatabase();
      return [await runWeek(url, 2), await runWeek(url, 8)].map(({ trace }) => trace);
    };
    expect(await weeks()).toEqual(await weeks());
  }, 120_000);
});

const faults = [
  ["a claim that never looks at the end of a lease", { file: "due-work/due-work.queries.ts", from: "(leased_until is null or leased_until <= muster_now())", to: "leased_until is null" }],
  ["a sender that finishes before it sends", { file: "due-work/sender.ts", from: "  const sent = await handler.send(", to: "  await database.transaction((tx) => deleteDone(tx, [work.id]));\n  const sent = await handler.send(" }],
  ["a page that is given up after its first try", { file: "paging/pause.rules.ts", from: "  if (attempt >= mostAttempts) return null;", to: "  if (attempt >= 1) return null;" }],
  ["pages that still go out when somebody has it", { file: "paging/page.queries.ts", from: 'withdrawable = ["due", "sent", "failed", "answered"]', to: 'withdrawable = ["sent"]' }],
  ["a bundle that is noted for one of its pages only", { file: "paging/page-sending.commands.ts", from: "holdPages(tx, [page, ...carried])", to: "holdPages(tx, [page])" }],
  ["a step that does not wait", { file: "escalation/walk.rules.ts", from: "until: at + (step?.waitMilliseconds ?? 0)", to: "until: at" }],
] as const;

describe("A planted fault is found within 200 weeks:", () => {
  it.each(isFull ? faults : faults.slice(0, 1))("%s", async (name, sabotage) => {
    const script = await buildSaboteur(`simulation ${name}`.replaceAll(" ", "-"), sabotage, "reliability/simulation/main.ts");
    const url = await simulatedDatabase();
    const found = await firstBreach(script, url, 200);
    note({ test: "R3", measure: `weeks until found: ${name}`, value: found ?? "not found", target: "at most 200", isMet: found !== null });
    expect(found).not.toBeNull();
  }, 900_000);
});

/** The seed in which the program finds a promise broken; null: in none. */
async function firstBreach(script: string, url: string, most: number): Promise<number | null> {
  for (let seed = 1; seed <= most; seed += 5) {
    const { stdout } = await promisify(execFile)(process.execPath, [script, url, String(seed), String(seed + 4)], { maxBuffer: 16 * 1024 * 1024 });
    const reports = stdout.trim().split("\n").map((line) => JSON.parse(line) as WeekReport);
    const broken = reports.find(({ breaches }) => breaches.length > 0);
    if (broken) return broken.seed;
  }
  return null;
}
