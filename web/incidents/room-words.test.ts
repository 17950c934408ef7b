import { describe, expect, it } from "vitest";
import type { IncidentView } from "../../server/features/incidents/contract.ts";
import { asksOf, reasonAsked, verdictOf } from "./class-choice.ts";
import { commandWords, countOf, endWords, intervalWords, listWords, touchedWords, youOr } from "./room-words.ts";

const declaredAt = "2026-11-19T13:58:00.000Z";
const now = Date.parse("2026-11-19T14:47:00Z");
const chidi = { id: "chidi", name: "Chidi Novak", since: "2026-11-19T14:13:00.000Z", isProvisional: false };
const ending = (status: IncidentView["status"], mergedInto: string | null = null) => ({ status, declaredAt, resolvedAt: null, endedAt: "2026-11-19T14:52:00.000Z", mergedInto });

describe("the words of a room", () => {
  it("say who commands and since when, and that a command for now is one", () => {
    expect(commandWords({ commander: chidi, status: "open" }, null, now)).toMatch(/^Chidi Novak commands, since \d\d:13$/);
    expect(commandWords({ commander: chidi, status: "open" }, "chidi", now)).toMatch(/^You command, since/);
    expect(commandWords({ commander: { ...chidi, isProvisional: true }, status: "open" }, null, now)).toBe("Chidi Novak commands for now, until somebody takes it");
    expect(commandWords({ commander: chidi, status: "resolved" }, "chidi", now)).toBe("You commanded");
  });

  it("say how it ended, and nothing while it goes on", () => {
    expect(endWords(ending("open"), now)).toBeNull();
    expect(endWords(ending("resolved"), now)?.title).toMatch(/^Resolved at \d\d:52, after 54 min\.$/);
    expect(endWords(ending("merged", "INC-7"), now)?.title).toMatch(/^Merged into INC-7 at/);
    expect(endWords(ending("cancelled"), now)?.text).toContain("re-opens it");
  });

  it("never turn what is not known into a zero", () => {
    expect(intervalWords({ status: "recorded", minutes: 4, seconds: 240 })).toBe("4 min");
    expect(["pending", "notApplicable", "invalid"].map((status) => intervalWords({ status } as never))).toEqual(["not yet", "does not apply", "times contradict each other"]);
  });

  it("say what is touched, and that nothing was said yet", () => {
    expect(touchedWords({ services: [], impact: {} })).toBe("not stated yet");
    const services = ["checkout", "ledger", "storefront"].map((id) => ({ id, name: id }));
    expect(touchedWords({ services, impact: { customerIds: ["northwind"], slaAtRisk: true, usersAffected: 0.625 } })).toBe("3 services, 62.5 % of users, 1 customer, SLA at risk");
    expect(touchedWords({ services: services.slice(0, 2), impact: {} })).toBe("checkout and ledger");
  });

  it("count and list as people do", () => {
    expect([countOf(1, "task"), countOf(0, "task"), listWords(["a", "b", "c"]), listWords([])]).toEqual(["1 task", "0 tasks", "a, b and c", ""]);
    expect([youOr(chidi, "chidi"), youOr(chidi, null)]).toEqual(["You", "Chidi Novak"]);
  });
});

describe("the choice of a class", () => {
  const words = {
    forbidden: [{ severity: "sev0", priority: "p4", because: "An outage of that size always has work to be done now" }],
    confirm: [{ severity: "sev3", priority: "p1", because: null }],
  };

  it("knows which pairs the process forbids or wants confirmed", () => {
    expect(verdictOf(words, "sev0", "p4")).toEqual({ verdict: "forbidden", because: words.forbidden[0]?.because });
    expect(verdictOf(words, "sev3", "p1").verdict).toBe("confirm");
    expect(verdictOf(words, null, "p4").verdict).toBe("allowed");
  });

  it("asks for a reason where the process does, and always once it is over", () => {
    expect(reasonAsked(verdictOf(words, "sev1", "p1"), { isRunning: true })).toBeNull();
    expect(reasonAsked(verdictOf(words, "sev3", "p1"), { isRunning: true })).toBe("The process asks for a reason for this pair.");
    expect(reasonAsked(verdictOf(words, "sev1", "p1"), { isRunning: false })).toContain("It is over");
  });

  it("asks for a reason where another severity is proposed, or it is for a customer's sake", () => {
    const allowed = verdictOf(words, "sev1", "p1");
    expect(reasonAsked(allowed, { isRunning: true, passedOver: "Sev 0" })).toBe("Sev 0 is proposed. Say why it is another.");
    expect(reasonAsked(allowed, { isRunning: true, isForCustomer: true })).toContain("marked");
  });

  it("tells what a pair asks for besides", () => {
    const asks = [{ severity: "sev1", priority: "p1", roles: [{ id: "c", name: "Communications lead" }], tell: [{ id: "s", name: "Support" }], updateEvery: ["1h"], actions: ["Freeze deployments"] }];
    expect([asksOf({ asks }, "sev1", "p1"), asksOf({ asks }, "sev1", "p2")]).toEqual([["a holder of its own for Communications lead", "Support told", "an update every 1h", "Freeze deployments"], []]);
  });
});
