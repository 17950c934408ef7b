import { expect, it } from "vitest";
import { buildSaboteur } from "../fakes/saboteur.ts";
import type { Product } from "../fakes/product.ts";
import type { Storm } from "../fakes/storm.ts";
import { gatherCrowd, inFlightAt, judgeCrowd, stormOn, type Crowd, type Verdict } from "./crowd.ts";
import { isFull, note } from "./figures.ts";

const kills = isFull ? 60 : 8;
const rate = isFull ? 200 : 60;
const people = isFull ? 1_500 : 600;

interface Killing {
  verdict: Verdict;
  inFlight: number;
  longestReadyMilliseconds: number;
}

/** Kills the node so many times amid a storm, and starts it again each time. */
async function killTimeAndAgain({ crowd, product }: { crowd: Crowd; product: Product }, times: number, script?: string): Promise<Killing> {
  await crowd.mail.behave({ kind: "slow", milliseconds: 150 });
  const storm: Storm = await stormOn(crowd, [product.url], rate);
  let node = product;
  let inFlight = 0;
  let longestReadyMilliseconds = 0;
  for (let kill = 0; kill < times; kill += 1) {
    await new Promise((resolve) => setTimeout(resolve, 300 + ((kill * 977) % 3_700)));
    const at = Date.now();
    await node.kill9();
    inFlight += inFlightAt(crowd, at);
    const from = performance.now();
    node = await crowd.start({ port: product.port, ...(script === undefined ? {} : { script }) });
    longestReadyMilliseconds = Math.max(longestReadyMilliseconds, performance.now() - from);
  }
  await crowd.mail.behave({ kind: "accept" });
  await storm.stop();
  return { verdict: await judgeCrowd(crowd, storm, 150_000), inFlight, longestReadyMilliseconds };
}

it(`R1: killed ${kills} times amid a storm, it loses no alert, skips no page, and doubles only what was in flight`, async () => {
  const { verdict, inFlight, longestReadyMilliseconds } = await killTimeAndAgain(await gatherCrowd(people), kills);
  if (inFlight === 0) throw new Error("Inconclusive: no send was in flight at any kill.");
  note(
    { test: "R1", measure: "kills, pages, sends in flight at kills", value: `${kills}, ${verdict.pages}, ${inFlight}`, target: "at least 60 kills", isMet: kills >= 60 },
    { test: "R1", measure: "accepted alerts lost", value: verdict.lost, target: "0", isMet: verdict.lost === 0 },
    { test: "R1", measure: "due pages skipped", value: verdict.skipped, target: "0", isMet: verdict.skipped === 0 },
    { test: "R1", measure: "duplicates", value: verdict.duplicates, target: "at most the sends in flight, and 0.5 % of pages", isMet: verdict.duplicates <= inFlight && verdict.duplicates <= Math.max(1, verdict.pages * 0.005) },
    { test: "R1", measure: "longest time from start to ready, ms", value: Math.round(longestReadyMilliseconds), target: "at most 3,000", isMet: longestReadyMilliseconds <= 3_000 },
  );
  expect(verdict).toMatchObject({ lost: 0, skipped: 0 });
  expect(verdict.duplicates).toBeLessThanOrEqual(inFlight);
}, 900_000);

it("R1 turns red where a sender finishes its work before it sends", async () => {
  const script = await buildSaboteur("r1-finish-first", {
    file: "due-work/sender.ts",
    from: "  const sent = await handler.send(",
    to: "  await database.transaction((tx) => deleteDone(tx, [work.id]));\n  const sent = await handler.send(",
  });
  const { verdict, inFlight } = await killTimeAndAgain(await gatherCrowd(300, { product: { script } }), 4, script);
  if (inFlight === 0) throw new Error("Inconclusive: no send was in flight at any kill.");
  expect(verdict.skipped).toBeGreaterThan(0);
}, 300_000);
