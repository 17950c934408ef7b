import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRefusal } from "../../values/refusal.ts";
import { pageId } from "./page.decider.ts";
import type { PageFact, PageKey } from "./page.events.ts";
import { pauseAfter, retryPause } from "./pause.rules.ts";
import { decidePage, evolvePage, isOpen, noPage, pageKeyText, planContacts, type Contact, type PageCommand, type PageState } from "./page.rules.ts";

const key: PageKey = { subject: { kind: "group", id: "g1" }, pass: 1, step: 0, personId: "amara", contactId: "mail" };
const call = { kind: "incident", id: "019aa6ad-5a00-7000-8000-000000000002", call: "join:person/grete" } as const;
const open: PageCommand = { kind: "open", key, channel: "mail", via: "schedule/web-primary", urgency: "high", dueAt: 0 };

function given(...commands: PageCommand[]): PageState {
  return commands.reduce((state, command) => {
    const facts = decidePage(command, state, 0);
    if (isRefusal(facts)) throw new Error(facts.reason);
    return facts.reduce(evolvePage, state);
  }, noPage);
}

describe("a page", () => {
  it("is opened once for its key", () => {
    expect(decidePage(open, given(open), 0)).toEqual([]);
    expect(decidePage({ ...open, kind: "hold back", reason: "contact.no-provider", movesUp: false } as PageCommand, given(open), 0)).toEqual([]);
  });

  it("is tried again after a pause that doubles to five minutes, twenty times", () => {
    expect([1, 2, 3, 9, 19].map(retryPause)).toEqual([2_000, 4_000, 8_000, 300_000, 300_000]);
    expect(retryPause(20)).toBeNull();
  });

  it("of high urgency is tried again within fifteen seconds or so at first, spread, or when its provider asks; what can never work is not", () => {
    const failed = { channel: "sms", urgency: "high", spread: 0.5 } as const;
    expect([1, 3, 4, 10, 11, 20].map((attempt) => pauseAfter({ ...failed, attempt }))).toEqual([2_000, 8_000, 15_000, 15_000, 300_000, null]);
    expect([0, 1].map((spread) => pauseAfter({ ...failed, attempt: 1, spread }))).toEqual([1_000, 3_000]);
    expect(pauseAfter({ ...failed, attempt: 1, asked: 7_000 })).toBe(7_000);
    expect(pauseAfter({ ...failed, attempt: 1, asked: 7_000, isFinal: true })).toBeNull();
  });

  it.each([0, 0.5, 1])("by a webhook is tried at least eight times over more than a day, also where it is spread by %d", (spread) => {
    const pauses = Array.from({ length: 12 }, (_, index) => pauseAfter({ attempt: index + 1, channel: "webhook", urgency: "high", spread }));
    const tries = pauses.indexOf(null) + 1;
    expect(tries).toBeGreaterThanOrEqual(8);
    expect(pauses.reduce((sum: number, pause) => sum + (pause ?? 0), 0)).toBeGreaterThan(24 * 3_600_000);
  });

  it("notes a failed attempt with the time of the next", () => {
    const facts = decidePage({ kind: "note failed", claimedAt: 1, error: "451 try later", pause: 2_000 }, given(open), 100);
    expect(facts).toEqual([{ type: "page attempt failed", data: { attempt: 1, claimedAt: 1, error: "451 try later", againAt: 2_100 } }]);
  });

  it("is not tried again once it was withdrawn, even if the attempt failed after that", () => {
    const withdrawn = given(open, { kind: "withdraw", reason: "ack.another-page", answeredBy: "ben" });
    expect(decidePage({ kind: "note failed", claimedAt: 1, error: "timeout", pause: 2_000 }, withdrawn, 0)).toMatchObject([{ data: { againAt: null } }]);
  });

  it("takes the same answer twice as one, and another answer as a change of mind", () => {
    const answered = given(open, { kind: "answer", answer: "have" });
    expect(decidePage({ kind: "answer", answer: "have" }, answered, 0)).toEqual([]);
    expect(decidePage({ kind: "answer", answer: "cannot" }, answered, 0)).toMatchObject([{ type: "page answered" }]);
  });

  it("refuses an answer after it was withdrawn, with the reason", () => {
    const withdrawn = given(open, { kind: "withdraw", reason: "group.resolved", answeredBy: null });
    expect(decidePage({ kind: "answer", answer: "have" }, withdrawn, 0)).toMatchObject({ code: "page.closed" });
  });

  it("keeps its key in words that no other page has", () => {
    expect(pageKeyText(key)).toBe("group|g1|1|0|amara|mail");
    expect(pageKeyText({ ...key, subject: call })).toBe(`incident|${call.id}|join:person/grete|1|0|amara|mail`);
  });

  it("has the id that it always had, so that links sent before go on serving it", () => {
    expect(pageId({ ...key, subject: { kind: "group", id: "019aa6ad-5a00-7000-8000-000000000001" } })).toBe("860ca71c-d872-8fb6-9fe0-d7c20d937962");
  });

  it("goes along where its subject goes on as another, and stays as it was in all else", () => {
    const moved = given(open, { kind: "answer", answer: "cannot" }, { kind: "move", subject: call, passes: 2 });
    expect(moved).toMatchObject({ status: "answered", answer: "cannot", key: { ...key, subject: call, pass: 3 } });
    expect(decidePage({ kind: "move", subject: call, passes: 0 }, given(open, { kind: "withdraw", reason: "group.resolved", answeredBy: null }), 0)).toEqual([]);
    expect(decidePage({ kind: "move", subject: call, passes: 0 }, noPage, 0)).toEqual([]);
  });

  it("tells with what happens which groups it concerns, where it looks for somebody for an incident", () => {
    expect(decidePage({ kind: "answer", answer: "have", groupIds: ["g1", "g2"] }, given(open), 0)).toEqual([{ type: "page answered", data: { answer: "have", groupIds: ["g1", "g2"] } }]);
  });

  it("is over where nobody is needed any more, answered or not", () => {
    for (const reason of ["group.resolved", "incident.ended", "call.not-needed"] as const) {
      expect(decidePage({ kind: "withdraw", reason, answeredBy: null }, given(open, { kind: "answer", answer: "have" }), 0)).toHaveLength(1);
    }
    expect(decidePage({ kind: "withdraw", reason: "ack.another-page", answeredBy: "ben" }, given(open, { kind: "answer", answer: "have" }), 0)).toEqual([]);
  });
});

describe("the ways to reach a person", () => {
  const contact = (id: string, channel: Contact["channel"], isVerified = true): Contact => ({ id, channel, address: "x", isVerified });
  const rules = [
    { contactId: "mail", afterMilliseconds: 0 },
    { contactId: "cell", afterMilliseconds: 60_000 },
    { contactId: "ring", afterMilliseconds: 180_000 },
  ];

  it("come in the person's order", () => {
    const planned = planContacts(rules, [contact("mail", "mail"), contact("cell", "sms"), contact("ring", "voice")], ["mail", "sms", "voice"]);
    expect(planned.map((page) => page.afterMilliseconds)).toEqual([0, 60_000, 180_000]);
  });

  it("move up where a contact has no provider", () => {
    const planned = planContacts(rules, [contact("mail", "mail"), contact("cell", "sms"), contact("ring", "voice")], ["mail", "voice"]);
    expect(planned.map(({ contactId, holdReason, afterMilliseconds }) => [contactId, holdReason, afterMilliseconds])).toEqual([
      ["mail", null, 0],
      ["cell", "contact.no-provider", 60_000],
      ["ring", null, 60_000],
    ]);
  });

  it("say that the next moved up only where there is one", () => {
    const moves = (usable: ("mail" | "voice")[]) => planContacts(rules, [contact("mail", "mail"), contact("cell", "sms"), contact("ring", "voice")], usable).map(({ movesUp }) => movesUp);
    expect(moves(["voice"])).toEqual([true, true, false]);
    expect(moves(["mail"])).toEqual([false, false, false]);
    expect(moves([])).toEqual([false, false, false]);
  });

  it("leave out a contact that was not verified", () => {
    expect(planContacts([rules[0]!], [contact("mail", "mail", false)], ["mail"])[0]?.holdReason).toBe("contact.unverified");
  });
});

const anyCommand: fc.Arbitrary<PageCommand> = fc.oneof(
  fc.constant(open),
  fc.constant<PageCommand>({ kind: "hold back", key, channel: "sms", via: "x", reason: "contact.no-provider", movesUp: false }),
  fc.constant<PageCommand>({ kind: "note handed over", claimedAt: 0, providerId: "p" }),
  fc.constantFrom<PageCommand>({ kind: "note failed", claimedAt: 0, error: "e", pause: 2_000 }, { kind: "note failed", claimedAt: 0, error: "e", pause: null }),
  fc.constantFrom<PageCommand>({ kind: "note handed over", claimedAt: 0, providerId: "p", isToBeConfirmed: true }, { kind: "note arrived" }, { kind: "note not confirmed", reason: "late", words: "" }),
  fc.constantFrom<PageCommand>({ kind: "bring forward", because: "attempt.failed" }, { kind: "spare" }),
  fc.constantFrom<PageCommand>({ kind: "answer", answer: "have" }, { kind: "answer", answer: "cannot" }),
  fc.constant<PageCommand>({ kind: "move", subject: call, passes: 1 }),
  fc.constant<PageCommand>({ kind: "withdraw", reason: "group.resolved", answeredBy: null }),
);

describe("any page", () => {
  it("is opened at most once and stays closed once it was withdrawn", () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 30 }), (commands) => {
        let state = noPage;
        const facts: PageFact[] = [];
        for (const command of commands) {
          const decided = decidePage(command, state, 0);
          if (isRefusal(decided)) continue;
          const wasWithdrawn = state.status === "withdrawn";
          state = decided.reduce(evolvePage, state);
          facts.push(...decided);
          if (wasWithdrawn) expect(isOpen(state)).toBe(false);
        }
        const openings = facts.filter((fact) => fact.type === "page opened" || fact.type === "page held back");
        expect(openings.length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
