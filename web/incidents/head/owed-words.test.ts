import { describe, expect, it } from "vitest";
import { owedSince, owedWords } from "./owed-words.ts";

const owed = {
  incident: { id: "i1", ref: "INC-1", title: "Checkout" },
  from: { role: "communications-lead", name: "Communications lead" },
  workstream: null,
  standIn: null,
  heldBy: { role: "communications-lead", name: "Communications lead" },
  person: { id: "farid", name: "Farid Haidari" },
  audiences: [{ id: "executives", name: "Executives" }, { id: "customers", name: "Customers" }],
  roles: [],
  everySeconds: 3_600,
  dueAt: "2026-11-19T15:19:00.000Z",
  isOverdue: false,
  isFirst: false,
  isClosing: false,
};

describe("an owed update", () => {
  it("says who owes it to whom, and who is meant", () => {
    expect(owedWords(owed, null)).toBe("Farid to Executives, Customers");
    expect(owedWords({ ...owed, isClosing: true }, "farid")).toBe("You, last update to Executives, Customers");
    const roles = [{ role: "incident-commander", name: "Incident commander", people: [{ id: "grete", name: "Grete Lund" }] }];
    expect(owedWords({ ...owed, audiences: [], roles }, "grete")).toBe("Farid to you");
  });

  it("has a fuse where it has a rhythm", () => {
    expect(owedSince(owed)).toBe(Date.parse("2026-11-19T14:19:00Z"));
    expect(owedSince({ ...owed, everySeconds: null })).toBeUndefined();
  });
});
