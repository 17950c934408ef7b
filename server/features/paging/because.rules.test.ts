import { describe, expect, it } from "vitest";
import { becauseOf } from "./because.rules.ts";

describe("Why somebody is paged", () => {
  it("names the schedule and the team as people call them", () => {
    expect(becauseOf({ via: "schedule/web-primary", call: "", step: 0 }, "Web primary")).toBe("You are paged because you are on call for Web primary.");
    expect(becauseOf({ via: "team/core", call: "", step: 0 }, "Core")).toBe("You are paged because you are in the team Core.");
  });

  it("does not tell an administrator that nobody answered where nobody was asked", () => {
    expect(becauseOf({ via: "administrators", call: "", step: 0 }, "")).toBe("You are paged because nothing says who is on call for this (no policy), and you are an administrator.");
    expect(becauseOf({ via: "administrators", call: "", step: 2 }, "")).toBe("You are paged because nobody else answered and you are an administrator.");
  });

  it("says that the incident asks, or that the policy names", () => {
    expect(becauseOf({ via: "person/grete", call: "join:person/grete", step: 0 }, "grete")).toBe("You are paged because the incident asks for you.");
    expect(becauseOf({ via: "person/grete", call: "policy:web", step: 0 }, "grete")).toBe("You are paged because the escalation policy names you.");
  });
});
