import { describe, expect, it } from "vitest";
import type { PageView } from "../../server/features/paging/contract.ts";
import { attemptsOf } from "./attempts.ts";
import { bySubject, cannotWords } from "./pages-lede.ts";

function page(more: Partial<PageView> = {}): PageView {
  return {
    id: "p1", subject: { kind: "group", id: "g1" }, title: "Checkout is slow", serviceName: null, alertId: null, pass: 1, step: 0,
    personId: "dana", personName: "Dana Reyes", contactId: "mail", channel: "mail", via: "schedule/web", urgency: "high", status: "withdrawn",
    holdReason: null, openedAt: "2026-11-19T12:58:00.000Z", dueAt: "2026-11-19T12:58:00.000Z", handedOverAt: "2026-11-19T12:58:01.000Z", provider: null, providerId: null,
    receipt: null, receiptAt: null, receiptWords: null, carrierId: null, answer: null, answeredAt: null, closedAt: "2026-11-19T13:00:00.000Z", closeReason: "ack.another-page", answeredByName: null, attempts: [], ...more,
  };
}

const answerOf = (more: Partial<PageView>) => attemptsOf([page(more)], null)[0]?.attempts[0]?.answer;

describe("A page that is over", () => {
  it("says why, in words for every reason", () => {
    expect(answerOf({})).toMatch(/, it is in hand$/);
    expect(answerOf({ answeredByName: "Ben Sato" })).toMatch(/, Ben Sato has it$/);
    expect(answerOf({ closeReason: "group.resolved" })).toMatch(/, it ended$/);
    expect(answerOf({ closeReason: "call.not-needed" })).toMatch(/, they were not needed any more$/);
    expect(answerOf({ closeReason: "group.joined-incident" })).toMatch(/, it goes on in its incident$/);
  });

  it("says of one that was handed over what is known of its arrival", () => {
    const sent = { status: "sent", closedAt: null, closeReason: null } as const;
    expect(answerOf(sent)).toBe("no answer yet");
    expect(answerOf({ ...sent, receipt: "awaited" })).toBe("not confirmed yet");
    expect(answerOf({ ...sent, receipt: "arrived", receiptAt: "2026-11-19T12:58:04.000Z" })).toMatch(/^arrived .*, no answer yet$/);
    expect([answerOf({ ...sent, receipt: "missing" }), answerOf({ ...sent, receipt: "missing", receiptWords: "Unreachable" })]).toEqual(["not confirmed", "did not arrive: Unreachable"]);
  });

  it("says of a way that cannot be used only why", () => {
    expect(answerOf({ status: "held-back", holdReason: "contact.no-provider", closedAt: null })).toBe("no provider for it is set up");
  });
});

describe("“I can’t”", () => {
  it("promises the next person only where there may be one", () => {
    expect(cannotWords(bySubject([page()]))).toContain("turns to the next person");
    expect(cannotWords(bySubject([page({ via: "administrators" })]))).toContain("nobody is left to turn to");
  });
});
