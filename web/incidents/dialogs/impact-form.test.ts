import { describe, expect, it } from "vitest";
import { impactForm, statementOf } from "./impact-form.ts";

describe("the impact", () => {
  it("comes back from the form as it was", () => {
    const impact = { usersAffected: 0.625, extent: "partial" as const, dataLoss: false, money: { amount: 12_000, currency: "EUR" }, slaAtRisk: true, customerIds: ["northwind"] };
    expect(statementOf(impactForm({ impact, impactDescription: "Payments fail" }), impact)).toEqual({ ...impact, description: "Payments fail" });
  });

  it("that nobody knows stays unsaid, and is never a zero", () => {
    expect(statementOf(impactForm({ impact: {}, impactDescription: null }), {})).toEqual({ description: null });
    expect(statementOf({ ...impactForm({ impact: {}, impactDescription: null }), users: 0 }, {})).toEqual({ usersAffected: 0, description: null });
  });
});
