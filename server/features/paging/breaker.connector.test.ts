import { expect, it } from "vitest";
import { withBreaker } from "./breaker.connector.ts";
import type { Message, Sending } from "./messenger.connector.ts";

const message: Message = { messageKey: "page.1", threadKey: "subject.1", address: "+491", recipientName: "Amara", subject: "s", text: "t", html: "h", link: null, isUrgent: true };

function stage() {
  const state = { now: 0, calls: 0, answer: { isAccepted: false, error: "503" } as Sending };
  const messenger = withBreaker(
    {
      channel: "sms",
      async send() {
        state.calls += 1;
        return state.answer;
      },
    },
    { clock: () => state.now },
  );
  return { state, send: () => messenger.send(message, AbortSignal.timeout(1_000)) };
}

it("A provider that fails five times in a row is left in peace for five seconds, then one is tried", async () => {
  const { state, send } = stage();
  for (let count = 0; count < 20; count += 1) await send();
  expect(state.calls).toBe(5);
  expect(await send()).toEqual({ isAccepted: false, error: "The provider failed 5 times in a row. It is tried again within 5 s." });
  state.now = 5_000;
  await Promise.all([send(), send(), send()]);
  expect(state.calls).toBe(6);
});

it("A provider that works again gets everything at once, and the first that it took says so, and some of those right after it", async () => {
  const { state, send } = stage();
  for (let count = 0; count < 5; count += 1) await send();
  state.now = 5_000;
  state.answer = { isAccepted: true, providerId: "1" };
  expect([await send(), await send()]).toEqual([{ isAccepted: true, providerId: "1", isBack: true }, { isAccepted: true, providerId: "1" }]);
  for (let count = 0; count < 8; count += 1) await send();
  expect(state.calls).toBe(15);
  state.now = 5_500;
  expect([await send(), await send()]).toMatchObject([{ isBack: true }, expect.not.objectContaining({ isBack: true })]);
  state.now = 10_500;
  expect(await send()).not.toHaveProperty("isBack");
});

it("What it refuses for the address alone says nothing of the provider", async () => {
  const { state, send } = stage();
  state.answer = { isAccepted: false, error: "550 No such user", isAboutAddress: true };
  for (let count = 0; count < 20; count += 1) await send();
  expect(state.calls).toBe(20);
});
