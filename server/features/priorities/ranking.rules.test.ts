import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isMoreUrgent, providerPriority, standingOf } from "./ranking.rules.ts";

const priorities = ["p1", "p2", "p3"];
const some = fc.option(fc.constantFrom(...priorities), { nil: null });

describe("the provider's priority", () => {
  const objectives = [{ id: "slow", priority: "p3" }, { id: "down", priority: "p2" }, { id: "new", priority: null }];

  it("is that of the objective, and of the service as a whole the most urgent of them", () => {
    expect(providerPriority(priorities, objectives, "p1", "slow")).toEqual({ priority: "p3", from: "slo" });
    expect(providerPriority(priorities, objectives, "p1", null)).toEqual({ priority: "p2", from: "slo" });
  });

  it("is what the routes give where no objective says one, and nothing where neither does", () => {
    expect(providerPriority(priorities, [], "p1", null)).toEqual({ priority: "p1", from: "routes" });
    expect(providerPriority(priorities, objectives, "p1", "new")).toBeNull();
    expect(providerPriority(priorities, [], null, null)).toBeNull();
  });
});

describe("a ranking", () => {
  it("agrees with the provider exactly where it says the same, whatever was answered", () => {
    fc.assert(fc.property(fc.constantFrom(...priorities), some, some, fc.constantFrom("kept", "changed", null), (priority, provider, answeredPriority, answer) => {
      expect(standingOf({ priority, answer, answeredPriority }, provider) === "agreed").toBe(priority === provider);
    }));
  });

  it("is open until it is answered, and again once the provider's priority is another", () => {
    expect(standingOf({ priority: "p1", answer: null, answeredPriority: null }, "p2")).toBe("open");
    expect(standingOf({ priority: "p1", answer: "kept", answeredPriority: "p2" }, "p2")).toBe("kept");
    expect(standingOf({ priority: "p1", answer: "kept", answeredPriority: "p2" }, "p3")).toBe("open");
    expect(standingOf({ priority: "p1", answer: "changed", answeredPriority: "p2" }, "p1")).toBe("agreed");
  });

  it("never is more urgent both ways", () => {
    fc.assert(fc.property(fc.constantFrom(...priorities), fc.constantFrom(...priorities), (one, other) => !(isMoreUrgent(priorities, one, other) && isMoreUrgent(priorities, other, one))));
    expect(isMoreUrgent(priorities, "p3", null)).toBe(true);
  });
});
