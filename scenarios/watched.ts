import { expect, onTestFinished } from "vitest";
import { startMailProgram, type MailServer } from "../fakes/mail-server/index.ts";
import { startProduct, type Product, type ProductOptions } from "../fakes/product.ts";
import { startWatchdog, WATCHDOG_TOKEN, type WatchdogOptions, type WatchdogProgram } from "../fakes/watchdog.ts";
import { note } from "../reliability/figures.ts";
import type { TestClock } from "../server/platform/testing/test-database.ts";
import { makeTestDatabase } from "../server/platform/testing/test-database.ts";
import { readRows } from "../server/platform/testing/test-server.ts";
import { eventually } from "./stage.ts";

/** A fifth of the usual rhythm, and so of each deadline: ninety seconds become eighteen. */
export const rhythm = 4_000;
export const deadline = 4.5 * rhythm;

export interface Watched {
  databaseUrl: string;
  clock: TestClock;
  product: Product;
  /** The product's mail server. */
  mail: MailServer;
  watchdog: WatchdogProgram;
  /** The watchdog's own mail server: what a human is told. */
  told: MailServer;
}

export interface WatchedOptions {
  database?: { url: string; clock: TestClock };
  product?: Partial<ProductOptions>;
  watchdog?: Partial<WatchdogOptions>;
}

export const expectsWatchdog = { MUSTER_WATCHDOG_TOKEN: WATCHDOG_TOKEN };

/** A product and its watchdog, once a page has come out. */
export async function setWatch({ database, product: build, watchdog: kind }: WatchedOptions = {}): Promise<Watched> {
  const { url: databaseUrl, clock } = database ?? (await makeTestDatabase());
  const [mail, told] = [await startMailProgram(), await startMailProgram()];
  const product = await startProduct({ databaseUrl, smtpUrl: mail.url, env: expectsWatchdog, ...build });
  const watchdog = await startWatchdog({ url: product.url, smtpUrl: told.url, every: `${rhythm / 1_000}s`, ...kind });
  onTestFinished(async () => {
    await watchdog.stop();
    await product.stop();
    await Promise.all([mail.close(), told.close()]);
  });
  await eventually(() => isOut(databaseUrl), "a page for nobody comes out");
  return { databaseUrl, clock, product, mail, watchdog, told };
}

/** Straight from the database: the oracle never asks the product. */
async function isOut(databaseUrl: string): Promise<boolean> {
  return (await readRows(databaseUrl, "select from synthetic_page where out_at is not null")).length > 0;
}

export const alarm = "does not page";

/** Somebody is told within the deadline of the fault, by the watchdog's own way; gives what. */
export async function isTold({ told }: Watched, words: string, faultAt = performance.now()): Promise<string> {
  const isIt = ({ subject }: { subject: string }) => subject.includes(words);
  const message = await eventually(async () => told.messages().find(isIt), `a human is told “${words}”`, faultAt + deadline - performance.now());
  const after = performance.now() - faultAt;
  if (words === alarm) note({ test: "R18", measure: `${expect.getState().currentTestName ?? ""}: told after, ms`, value: Math.round(after), target: `at most ${deadline}, a fifth of 90 s`, isMet: after < deadline });
  expect(after).toBeLessThan(deadline);
  return message.text;
}

export const alarmsOf = ({ told }: Watched) => told.messages().filter(({ subject }) => subject.includes(alarm));

/** So many seconds pass. */
export const pass = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** When the send loop of `stoppedSender` stops. */
export const loopStopsAfter = 25_000;

/** A product whose HTTP goes on while only its send loop stops, some time after its start: it neither claims nor sends any more. */
export const stoppedSender = {
  file: "due-work/sender.ts",
  from: "  private fill(): void {\n",
  to: `  private fill(): void {\n    if (process.uptime() > ${loopStopsAfter / 1_000}) return;\n`,
};

/** Only the send loop stops while all else goes on, and somebody is told. */
export async function onlySendLoopStops(script: string, watchdog: Partial<WatchdogOptions> = {}): Promise<string> {
  const startedAt = performance.now();
  const stage = await setWatch({ product: { script }, watchdog });
  const stopsAt = startedAt + loopStopsAfter;
  if (performance.now() > stopsAt) throw new Error("Inconclusive: it took so long to begin that the loop had stopped before.");
  await pass(stopsAt - performance.now());
  expect(alarmsOf(stage)).toEqual([]);
  const healthz = await fetch(`${stage.product.url}/healthz`);
  expect(healthz.status).toBe(200);
  return isTold(stage, alarm, stopsAt + 2_000);
}
