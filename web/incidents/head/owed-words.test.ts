import { describe, expect, it } from "vitest";
import { owedSince, owedWords, standInWords } from "./owed-words.ts";

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

  it("says whose part of the work it is about", () => {
    const roles = [{ role: "incident-commander", name: "Incident commander", people: [{ id: "grete", name: "Grete Lund" }] }];
    expect(owedWords({ ...owed, audiences: [], roles, workstream: { id: "w", name: "Execution" } }, null)).toBe("Farid on Execution to Grete");
  });

  it("says who may give it too, once its time has passed", () => {
    expect(standInWords(owed, null)).toBeUndefined();
    const standIn = { id: "ben", name: "Ben Sato", isDeputy: true };
    expect(standInWords({ ...owed, standIn }, null)).toBe("Ben as deputy may send it");
    expect(standInWords({ audiences: [], standIn: { ...standIn, isDeputy: false } }, "ben")).toBe("you may give it");
  });

  it("has a fuse where it has a rhythm", () => {
    expect(owedSince(owed)).toBe(Date.parse("2026-11-19T14:19:00Z"));
    expect(owedSince({ ...owed, everySeconds: null })).toBeUndefined();
  });
});
