import { expect, it } from "vitest";
import { buildSaboteur } from "../fakes/saboteur.ts";
import type { MailBehaviour } from "../fakes/mail-server/index.ts";
import type { Product } from "../fakes/product.ts";
import type { Storm } from "../fakes/storm.ts";
import { gatherCrowd, judgeCrowd, pagesOfSends, stormOn, watchFaults, type Crowd, type Verdict } from "./crowd.ts";
import { isFull, note } from "./figures.ts";

const kills = isFull ? 60 : 8;
const rate = isFull ? 200 : 60;
const people = isFull ? 1_500 : 600;

interface Killing {
  verdict: Verdict;
  sends: number;
  /** The pages that those sends told of, as far as they arrived. */
  inFlight: number;
  longestReadyMilliseconds: number;
}

/** Kills the node so many times amid a storm, and starts it again each time. */
async function killTimeAndAgain({ crowd, product }: { crowd: Crowd; product: Product }, times: number, mail: MailBehaviour, { script, milliseconds = 150_000 }: { script?: string; milliseconds?: number } = {}): Promise<Killing> {
  await crowd.mail.behave(mail);
  const storm: Storm = await stormOn(crowd, [product.url], rate);
  let node = product;
  const faults = watchFaults(crowd);
  let longestReadyMilliseconds = 0;
  for (let kill = 0; kill < times; kill += 1) {
    await new Promise((resolve) => setTimeout(resolve, 300 + ((kill * 977) % 3_700)));
    await node.kill9();
    await faults.note();
    const from = performance.now();
    node = await crowd.start({ port: product.port, ...(script === undefined ? {} : { script }) });
    longestReadyMilliseconds = Math.max(longestReadyMilliseconds, performance.now() - from);
  }
  await crowd.mail.behave({ kind: "accept" });
  await storm.stop();
  const verdict = await judgeCrowd(crowd, storm, milliseconds);
  const sends = faults.sends();
  return { verdict, sends: sends.length, inFlight: pagesOfSends(crowd, sends), longestReadyMilliseconds };
}

it(`R1: killed ${kills} times amid a storm, it loses no alert, skips no page, and doubles only what was in flight`, async () => {
  const { verdict, sends, inFlight, longestReadyMilliseconds } = await killTimeAndAgain(await gatherCrowd(people), kills, { kind: "slow", milliseconds: 20 });
  if (sends === 0) throw new Error("Inconclusive: no send was in flight at any kill.");
  note(
    { test: "R1", measure: "kills, pages, sends in flight at kills, pages they told of", value: `${kills}, ${verdict.pages}, ${sends}, ${inFlight}`, target: "at least 60 kills", isMet: kills >= 60 },
    { test: "R1", measure: "accepted alerts lost", value: verdict.lost, target: "0", isMet: verdict.lost === 0 },
    { test: "R1", measure: "due pages skipped", value: verdict.skipped, target: "0", isMet: verdict.skipped === 0 },
    { test: "R1", measure: "duplicates", value: verdict.duplicates, target: "at most the pages in flight, and 0.5 % of pages", isMet: verdict.duplicates <= inFlight && verdict.duplicates <= Math.max(1, verdict.pages * 0.005) },
    { test: "R1", measure: "longest time from start to ready, ms", value: Math.round(longestReadyMilliseconds), target: "at most 3,000", isMet: longestReadyMilliseconds <= 3_000 },
  );
  expect(verdict).toMatchObject({ lost: 0, skipped: 0 });
  expect(verdict.duplicates).toBeLessThanOrEqual(inFlight);
}, 900_000);

it("R1 turns red where the intake answers before COMMIT", async () => {
  const script = await buildSaboteur("r1-answer-first", {
    file: "alert-intake/queue.intake.ts",
    from: "        void flushAll();",
    to: '        setTimeout(() => void flushAll(), 2_000);\n        resolve({ outcome: "accepted", deliveryId: "none", signals: [{ key: "none" }] });',
  });
  const { verdict } = await killTimeAndAgain(await gatherCrowd(100, { product: { script } }), 2, { kind: "accept" }, { script, milliseconds: 0 });
  expect(verdict.lost).toBeGreaterThan(0);
}, 300_000);
