import { describe, expect, it } from "vitest";
import type { Zone } from "../../values/zone.ts";
import { wordMoment } from "./moment-words.rules.ts";
import { wordDecision, wordWhy, type AlertStanding, type Names } from "./trace.rules.ts";

const people: Readonly<Record<string, string>> = { amara: "Amara Okafor", ben: "Ben Sato", dana: "Dana Reyes" };
const names: Names = {
  person: (id) => people[id] ?? id,
  service: (id) => id,
  source: (id) => id,
  team: (id) => id,
  schedule: (id) => (id === "web-primary" ? "Web primary" : id),
  token: (id) => (id === "t1" ? "deploy" : null),
  time: () => "Mon 08:00",
};
const words = (code: string, details: Record<string, unknown> = {}) => {
  const { bold, rest } = wordDecision(code, details, names);
  return `${bold}: ${rest}`;
};

describe("A decision in words", () => {
  it("names the token that is nobody's own", () => {
    expect(words("alert.acknowledged-by-hand", { personId: null, tokenId: "t1" })).toBe("Acknowledged: by the API token “deploy”");
    expect(words("alert.resolved-by-hand", { personId: null, tokenId: "gone" })).toBe("Ended: by hand, by a token");
    expect(words("escalation.acknowledged", { personId: null, tokenId: "t1" })).toBe("It is in hand: the API token “deploy” took it; the search stopped");
    expect(words("page.withdrawn", { personId: "dana", reason: "ack.another-page", answeredBy: null })).toBe("Withdrawn from Dana Reyes: it is in hand");
  });

  it("says that the group goes on only where it does", () => {
    expect(words("alert.acknowledged-by-hand", { personId: "ben", isAlone: true })).toBe("Acknowledged alone: by Ben Sato; its group goes on");
    expect(words("alert.acknowledged-by-hand", { personId: "ben", isAlone: false })).toBe("Acknowledged: by Ben Sato");
  });

  it("uses the names of schedules and ways, and says that a way moved up only where one did", () => {
    const page = { personId: "amara", channel: "sms", contactId: "cell", via: "schedule/web-primary", pass: 1, step: 0 };
    expect(words("page.sent", page)).toBe("Paged Amara Okafor: by SMS, on call for Web primary, pass 1, step 1");
    expect(words("contact.no-provider", { ...page, movesUp: true })).toBe("Held back: SMS to Amara Okafor: no provider for it is set up; the next way moved up");
    expect(words("contact.no-provider", { ...page, movesUp: false })).toBe("Held back: SMS to Amara Okafor: no provider for it is set up");
  });

  it("does not say that something unanswered came to its end where there was no policy", () => {
    expect(words("administrators.paged", { hasPolicy: false })).toBe("The administrators are paged: since nothing says who is on call for this");
    expect(words("administrators.nobody", { hasPolicy: false })).toBe("Nobody to page: there is neither a policy nor an administrator");
    expect(words("administrators.paged", { hasPolicy: true })).toBe("The policy came to its end: unanswered, so the administrators are paged");
  });
});

describe("Why an alert paged or did not", () => {
  const standing: AlertStanding = { status: "firing", isInHand: false, ownerId: null, snoozedUntil: null, paged: ["amara", "ben"], decision: { code: "urgency.none", details: {} } };

  it("says who has it once somebody has", () => {
    expect(wordWhy({ ...standing, status: "acknowledged", isInHand: true, ownerId: "ben" }, names)).toEqual({ bold: "In hand", rest: "Ben Sato has it" });
    expect(wordWhy({ ...standing, status: "acknowledged", isInHand: true }, names)).toEqual({ bold: "In hand", rest: "" });
    expect(wordWhy({ ...standing, status: "acknowledged", isInHand: true, ownerId: "ben", snoozedUntil: 1 }, names)).toEqual({ bold: "Snoozed until Mon 08:00", rest: "Ben Sato has it so long" });
  });

  it("says whom it paged and who had it once it ended", () => {
    const ended: AlertStanding = { ...standing, status: "resolved", isInHand: true, ownerId: "ben" };
    expect(wordWhy(ended, names)?.bold).toBe("Paged Amara and Ben; Ben had it");
    expect(wordWhy({ ...ended, isInHand: false, ownerId: null, paged: ["amara"] }, names)?.bold).toBe("Paged Amara; nobody had taken it");
    expect(wordWhy({ ...ended, paged: null }, names)?.bold).toBe("Held back: nobody is paged");
  });
});

describe("A moment in words", () => {
  const utc: Zone = { name: "UTC", transitions: [{ at: Number.NEGATIVE_INFINITY, offset: 0 }] };
  const at = (text: string) => wordMoment(utc, Date.parse(text), Date.parse("2026-11-20T17:30:00Z"));

  it("has its day where that is not today", () => {
    expect(at("2026-11-20T23:10:00Z")).toBe("23:10");
    expect(at("2026-11-23T08:00:00Z")).toBe("Mon 08:00");
    expect(at("2026-12-04T18:05:00Z")).toBe("4 Dec 18:05");
  });
});
