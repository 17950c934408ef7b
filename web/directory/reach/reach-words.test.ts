import { describe, expect, it } from "vitest";
import type { ReachContact } from "../../../server/features/directory/reach.contract.ts";
import { afterWords, foresee, plainAddress, testWords, trustWords } from "./reach-words.ts";

const contact = (id: string, channel: ReachContact["channel"], more: Partial<ReachContact> = {}): ReachContact => ({
  ...{ id, channel, address: id, name: null, isVerified: true, verifiedBy: null, isFromFile: false, isImplied: false, code: null, test: null },
  ...more,
});
const contacts = [contact("mail", "mail"), contact("cell", "sms"), contact("ring", "voice", { isVerified: false }), contact("fox", "push", { name: "Firefox on Linux" })];
const all = new Set(["mail", "sms", "voice", "push"] as const);
const steps = (...some: [string, string][]) => some.map(([id, after]) => ({ contact: id, after }));

describe("what would happen at a page", () => {
  it("is said in one line, in the order of time", () => {
    expect(foresee(contacts, steps(["mail", "0s"], ["fox", "0s"], ["cell", "1m"]), all)).toEqual({ so: "At once by mail and Firefox on Linux, after 1 min by text.", held: [] });
  });

  it("leaves out what cannot be used, says why, and lets the next move up", () => {
    expect(foresee(contacts, steps(["ring", "0s"], ["cell", "2m"]), all)).toEqual({ so: "At once by text.", held: ["Not by a call: it is not verified yet."] });
    expect(foresee(contacts, steps(["mail", "0s"], ["cell", "90s"]), new Set(["mail"])).held).toEqual(["Not by text: this installation has no provider for it yet."]);
  });

  it("without an order is everything at once, and without a means nothing", () => {
    expect(foresee(contacts.slice(0, 2), [], all).so).toBe("At once by mail and text.");
    expect(foresee(contacts.slice(2, 3), [], all).so).toBe("Nothing would reach anybody: no means can be used yet.");
  });

  it("is timed in the largest unit that fits", () => {
    expect([0, 30_000, 90_000, 120_000, 7_200_000].map(afterWords)).toEqual(["at once", "after 30 s", "after 90 s", "after 2 min", "after 2 h"]);
  });
});

describe("a means", () => {
  it("says why it is trusted", () => {
    expect(trustWords(contact("cell", "sms", { isFromFile: true, verifiedBy: "file" }))).toContain("From the file, which counts as verified");
    expect(trustWords(contact("cell", "sms", { isVerified: false }))).toBe("Not verified yet: no page goes to it.");
    expect(trustWords(contact("cell", "sms", { verifiedBy: "code" }))).toBe("Verified with a code.");
  });

  it("says what became of its test", () => {
    const now = Date.parse("2026-11-21T10:00:00Z");
    const test = { id: "1", askedAt: "2026-11-21T09:59:00Z", sentAt: null, expiresAt: "2026-11-22T09:59:00Z", error: null, answeredAt: null };
    const said = (more: object) => testWords(contact("cell", "sms", { test: { ...test, ...more } }), now);
    expect(said({})).toBe("The test is on its way.");
    expect(said({ error: "The carrier sleeps." })).toBe("The test could not be sent: The carrier sleeps.");
    expect(said({ sentAt: test.askedAt })).toContain("did it arrive?");
    expect(said({ sentAt: test.askedAt, answeredAt: test.askedAt })).toContain("it reached its person");
  });

  it("takes numbers as people write them", () => {
    expect(plainAddress("sms", " 0049 (155) 501-01 ")).toBe("+4915550101");
    expect(plainAddress("mail", " a-b@acme.example ")).toBe("a-b@acme.example");
  });
});
