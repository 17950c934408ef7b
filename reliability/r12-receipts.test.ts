import { describe, expect, it, onTestFinished } from "vitest";
import { buildSaboteur } from "../fakes/saboteur.ts";
import { startTwilioServer, twilioAccount, twilioFrom, twilioToken, type TwilioServer } from "../fakes/twilio-server/index.ts";
import { acme, alertArrives, alertNamed, eventually, setStage, type Stage } from "../scenarios/stage.ts";
import { readRows } from "../server/platform/testing/test-server.ts";
import { isFull, note } from "./figures.ts";

const second = 1_000;

interface Receipt {
  what: string;
  /** The contact that is used first, and the one whose own turn is ten minutes later. */
  first: "cell" | "ring";
  next: "cell" | "ring";
  /** What Twilio tells after it took the message or call; null: nothing. */
  told: { status: string; errorCode?: number } | null;
  /** When the next means is used: so long after the first, or at once. */
  after: "60 s" | "at once";
}

const [text, call] = [{ first: "cell", next: "ring" }, { first: "ring", next: "cell" }] as const;
const receipts: readonly Receipt[] = [
  { what: "a text of which nothing is told", ...text, told: null, after: "60 s" },
  { what: "a text that is told as sent, and no more", ...text, told: { status: "sent" }, after: "60 s" },
  { what: "a text that is told as undelivered", ...text, told: { status: "undelivered", errorCode: 30003 }, after: "at once" },
  { what: "a call of which nothing is told", ...call, told: null, after: "60 s" },
  { what: "a call that nobody takes", ...call, told: { status: "no-answer" }, after: "at once" },
];

interface Reached {
  stage: Stage;
  twilio: TwilioServer;
}

async function reachBy({ first, next }: Receipt, script: { script?: string } = {}): Promise<Reached> {
  const twilio = await startTwilioServer();
  onTestFinished(() => twilio.close());
  const configuration = acme.replace(/(\n {4}notify:.*\n {6}high:) \[[^\]]*\]/, `$1 [{ contact: ${first} }, { contact: ${next}, after: 10m }]`);
  const env = { MUSTER_TWILIO_ACCOUNT: twilioAccount, MUSTER_TWILIO_TOKEN: twilioToken, MUSTER_TWILIO_FROM: twilioFrom, MUSTER_TWILIO_URL: twilio.url };
  return { stage: await setStage({ configuration, product: { env, ...script } }), twilio };
}

/** When Twilio took each of Amara's pages, by the database's clock. */
async function handedOver({ databaseUrl }: Stage): Promise<number[]> {
  const rows = await readRows<{ at: number }>(databaseUrl, "select extract(epoch from handed_over_at)::float8 * 1000 as at from page where person_id = 'amara' and handed_over_at is not null order by 1");
  return rows.map(({ at }) => at);
}

/** A page is taken and not confirmed; gives how much later the next means was used, in seconds. */
async function notConfirmed(receipt: Receipt, script: { script?: string } = {}): Promise<number> {
  const { stage, twilio } = await reachBy(receipt, script);
  await alertArrives(stage);
  await eventually(async () => (await handedOver(stage)).length === 1, "the first means is used");
  const [sent] = twilio.kept();
  if (!sent) throw new Error("Inconclusive: Twilio took nothing.");
  if (receipt.told !== null) expect((await twilio.settle(sent, receipt.told.status, receipt.told.errorCode)).status).toBe(200);
  if (receipt.after === "60 s") {
    await stage.clock.advance(50 * second);
    await new Promise((resolve) => setTimeout(resolve, 2 * second));
    expect(twilio.kept(), "nothing before the minute is over").toHaveLength(1);
    await stage.clock.advance(8 * second);
  }
  await eventually(async () => (await handedOver(stage)).length === 2, "the next means is used");
  expect(twilio.kept().map(({ kind }) => kind)).toEqual(receipt.first === "cell" ? ["message", "call"] : ["call", "message"]);
  expect((await alertNamed(stage, "HighLatency")).trace.map(({ sentence: { bold } }) => bold).join("\n")).toContain("Not confirmed: ");
  const [first = 0, next = 0] = await handedOver(stage);
  return (next - first) / second;
}

describe("R12: a page that was taken and is not confirmed is followed by the next means, and the timeline says so:", () => {
  it.each(isFull ? receipts : receipts.slice(1, 3))("$what, $after", async (receipt) => {
    const seconds = await notConfirmed(receipt);
    const most = receipt.after === "60 s" ? 65 : 5;
    note({ test: "R12", measure: `${receipt.what}: the next means after, s`, value: Math.round(seconds * 10) / 10, target: receipt.after === "60 s" ? "60 to 65" : "at most 5", isMet: seconds <= most });
    expect(seconds).toBeLessThanOrEqual(most);
    expect(seconds).toBeGreaterThanOrEqual(receipt.after === "60 s" ? 60 : 0);
  }, 60_000);

  it("one that is confirmed too late is known to have arrived, and nothing more goes out", async () => {
    const { stage, twilio } = await reachBy({ ...text, what: "", told: null, after: "60 s" });
    await alertArrives(stage);
    await eventually(async () => (await handedOver(stage)).length === 1, "the first means is used");
    await stage.clock.advance(90 * second);
    await eventually(async () => (await handedOver(stage)).length === 2, "the next means is used");
    for (const sent of twilio.kept()) expect((await twilio.settle(sent, sent.kind === "call" ? "completed" : "delivered")).status).toBe(200);
    await stage.clock.advance(120 * second);
    await new Promise((resolve) => setTimeout(resolve, 2 * second));
    expect(twilio.kept()).toHaveLength(2);
    expect((await readRows<{ receipt: string }>(stage.databaseUrl, "select receipt from page where channel in ('sms', 'voice')")).map(({ receipt }) => receipt)).toEqual(["arrived", "arrived"]);
  }, 60_000);

  it("one that arrived is followed by nothing", async () => {
    const { stage, twilio } = await reachBy({ ...text, what: "", told: null, after: "60 s" });
    await alertArrives(stage);
    await eventually(async () => (await handedOver(stage)).length === 1, "the first means is used");
    for (const sent of twilio.kept()) await twilio.settle(sent, "delivered");
    await stage.clock.advance(120 * second);
    await new Promise((resolve) => setTimeout(resolve, 2 * second));
    expect(twilio.kept()).toHaveLength(1);
  }, 60_000);
});

it("R12 turns red where what was sent counts as arrived", async () => {
  const script = await buildSaboteur("r12-sent-is-arrived", { file: "twilio/twilio-receipt.ts", from: "  delivered: {", to: '  sent: { isArrived: true, words: "" },\n  delivered: {' });
  const sent = receipts.find(({ told }) => told?.status === "sent") as Receipt;
  await expect(notConfirmed(sent, { script })).rejects.toThrow("the next means is used");
}, 60_000);
