import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { collectGarbage } from "../../platform/testing/collect-garbage.ts";
import type { Message, Messenger, Sending } from "./messenger.connector.ts";
import { inOrder, type Provider } from "./providers.connector.ts";

const message = { messageKey: "page.1" } as Message;
const asked: string[] = [];
const provider = (name: string, send: (signal: AbortSignal) => Promise<Sending>): Provider => ({
  name,
  send: (_message, signal) => {
    asked.push(name);
    return send(signal);
  },
});
const taking = (name: string) => provider(name, async () => ({ isAccepted: true, providerId: `${name}-1` }));
const refusing = (name: string, more: object = {}) => provider(name, async () => ({ isAccepted: false, error: "It is away.", ...more }));
const heedless = (name: string) => provider(name, () => new Promise(() => undefined));
const hanging = (name: string, told: number[] = []) =>
  provider(name, (signal) => {
    const began = performance.now();
    return new Promise((resolve) => signal.addEventListener("abort", () => {
      told.push(performance.now() - began);
      resolve({ isAccepted: false, error: "It did not answer in time." });
    }));
  });

/** By a clock that goes on as soon as nobody does anything. */
async function sendBy(messenger: Messenger, milliseconds: number) {
  asked.length = 0;
  const began = performance.now();
  const ending = new AbortController();
  setTimeout(() => ending.abort(), milliseconds);
  const sent = messenger.send(message, ending.signal).then((sending) => ({ sending, asked: [...asked], took: performance.now() - began }));
  await vi.runAllTimersAsync();
  return sent;
}

const send = (providers: Provider[], milliseconds = 2_000) => sendBy(inOrder("sms", providers, milliseconds), milliseconds);

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

describe("several providers of one channel", () => {
  it("are tried in their order, and the answer says who took it", async () => {
    expect(await send([taking("twilio"), taking("gateway")])).toMatchObject({ sending: { isAccepted: true, providerId: "twilio-1", provider: "twilio" }, asked: ["twilio"] });
  });

  it("go on at once where one refuses or faults", async () => {
    const faulting = provider("faulty", () => Promise.reject(new Error("broken")));
    const { sending, asked: tried, took } = await send([refusing("twilio", { againAfterMilliseconds: 60_000 }), faulting, taking("gateway")]);
    expect([sending, tried]).toMatchObject([{ isAccepted: true, provider: "gateway" }, ["twilio", "faulty", "gateway"]]);
    expect(took).toBeLessThan(200);
  });

  it.each([["heeds its signal", hanging("twilio")], ["heeds nothing", heedless("twilio")]])("leave time for the next where one hangs that %s", async (_how, hung) => {
    const { sending, took } = await send([hung, taking("gateway")], 1_000);
    expect(sending).toMatchObject({ isAccepted: true, provider: "gateway" });
    expect(took).toBeLessThan(800);
  });

  it("leave time for the next also where garbage was collected meanwhile", async () => {
    vi.useRealTimers();
    const late = provider("twilio", (signal) => new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(new Error("late")))));
    const sending = inOrder("sms", [late, taking("gateway")], 1_000).send(message, AbortSignal.timeout(1_000));
    await new Promise((resolve) => setTimeout(resolve));
    collectGarbage();
    expect(await sending).toMatchObject({ isAccepted: true, provider: "gateway" });
  });

  it("give what the first did not use to those after it", async () => {
    const told: number[] = [];
    await send([refusing("a"), hanging("b", told), taking("c")], 1_250);
    expect(told[0]).toBeGreaterThan(400);
    expect(told[0]).toBeLessThan(700);
  });

  it("answer before the time is over, each with its reason, where none takes it", async () => {
    const { sending, took } = await send([hanging("twilio"), heedless("gateway")], 1_000);
    expect(sending).toEqual({ isAccepted: false, error: "twilio: It did not answer in time. gateway: It did not answer in time." });
    expect(took).toBeLessThan(1_000);
  });

  it("will never take it only where each of them says so", async () => {
    expect((await send([refusing("a", { isFinal: true }), refusing("b")])).sending).not.toHaveProperty("isFinal");
    expect((await send([refusing("a", { isFinal: true }), refusing("b", { isFinal: true })])).sending).toMatchObject({ isFinal: true });
  });

  it("are asked again after the shortest wait, where each of them asked for one", async () => {
    const waits = (milliseconds: number) => ({ againAfterMilliseconds: milliseconds });
    expect((await send([refusing("a", waits(9_000)), refusing("b", waits(4_000))])).sending).toMatchObject(waits(4_000));
    expect((await send([refusing("a", waits(9_000)), refusing("b")])).sending).not.toHaveProperty("againAfterMilliseconds");
  });

  it("are about the address only where each of them says so, or will never take it", async () => {
    expect((await send([refusing("a", { isAboutAddress: true }), refusing("b", { isFinal: true })])).sending).toMatchObject({ isAboutAddress: true });
    expect((await send([refusing("a", { isAboutAddress: true }), refusing("b")])).sending).not.toHaveProperty("isAboutAddress");
  });

  it("pass over one that failed time and again, so that nobody waits for it", async () => {
    const messenger = inOrder("sms", [hanging("twilio"), taking("gateway")], 450);
    for (let time = 0; time < 5; time += 1) expect(await sendBy(messenger, 450)).toMatchObject({ sending: { isAccepted: true }, asked: ["twilio", "gateway"] });
    expect(await sendBy(messenger, 450)).toMatchObject({ sending: { provider: "gateway" }, asked: ["gateway"] });
  });

  it("need not be several: one says its reason alone", async () => {
    expect((await send([refusing("twilio")])).sending).toEqual({ isAccepted: false, error: "It is away." });
  });
});
