import { expect, it } from "vitest";
import { client, expectOk } from "../fakes/client.ts";
import { buildSaboteur } from "../fakes/saboteur.ts";
import { startStorm } from "../fakes/storm.ts";
import { pass, rhythm, setWatch, type WatchedOptions } from "../scenarios/watched.ts";
import { readRows } from "../server/platform/testing/test-server.ts";
import { crowdOf } from "./crowd.ts";
import { isFull, note } from "./figures.ts";

const second = 1_000;
const length = isFull ? 1_800 * second : 20 * second;
const people = 200;

/** What a human is told by the watchdog of a Muster that is well and has something to do. */
async function soak(milliseconds: number, options: WatchedOptions = {}): Promise<string[]> {
  const { product, databaseUrl, told } = await setWatch(options);
  expectOk(await client(product.url, product.token).put("/api/v1/config", crowdOf(people), { contentType: "application/json" }));
  const services = Array.from({ length: people }, (_, place) => `c${place}`);
  const storm = await startStorm({ urls: [product.url], intake: { kind: "alertmanager", path: "/intake/prometheus/crowd-prometheus" }, ratePerSecond: 5, services, seed: 7 });
  await pass(milliseconds);
  await storm.stop();
  const out = await readRows(databaseUrl, `select from synthetic_page where out_at > muster_now() - interval '${3 * rhythm} milliseconds'`);
  if (out.length === 0) throw new Error("Inconclusive: at the end no page for nobody came out.");
  return told.messages().map(({ subject }) => subject);
}

it(`R18: in ${length / second} s the watchdog of a Muster that is well tells nobody anything`, async () => {
  const alarms = await soak(length);
  note(
    { test: "R18", measure: "soak, s", value: length / second, target: "1,800", isMet: length >= 1_800 * second },
    { test: "R18", measure: "false alarms", value: alarms.length, target: "0", isMet: alarms.length === 0 },
  );
  expect(alarms).toEqual([]);
}, length + 120_000);

it("R18 turns red where the watchdog is told too early that a page is late", async () => {
  const script = await buildSaboteur("r18-too-early", { file: "start/watchdog.rules.ts", from: "const alarmAfter = 3.5;", to: "const alarmAfter = 0.1;" });
  expect(await soak(3 * rhythm, { watchdog: { script } })).not.toEqual([]);
}, 120_000);
