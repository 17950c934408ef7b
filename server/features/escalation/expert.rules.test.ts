import { describe, expect, it } from "vitest";
import { easiestFirst, standingOf, type ExpertMoment } from "./expert.rules.ts";

const night: ExpertMoment = { isOnCall: false, isAway: false, isWorkingTime: false, hour: 3 };

describe("an expert", () => {
  it("who is on call is so at any hour; who is away is not asked before others", () => {
    expect([standingOf({ ...night, isOnCall: true }), standingOf({ ...night, isAway: true, isWorkingTime: true, hour: 11 })]).toEqual(["on-call", "away"]);
  });

  it("is at work in the organization's hours, else awake from seven to ten on their own clock", () => {
    expect([standingOf({ ...night, isWorkingTime: true, hour: 11 }), ...[6, 7, 21, 22].map((hour) => standingOf({ ...night, hour }))]).toEqual(["at-work", "asleep", "awake", "awake", "asleep"]);
  });

  it("who can be turned to most easily stands first, in the order of the service where two stand alike", () => {
    const experts = (["asleep", "on-call", "awake", "away", "awake", "at-work"] as const).map((standing, place) => ({ standing, place }));
    expect(easiestFirst(experts).map(({ place }) => place)).toEqual([1, 5, 2, 4, 0, 3]);
  });
});
