import { describe, expect, it } from "vitest";
import { nothingWeighed, weighedBody } from "./weighing.ts";

describe("what a decision is made of", () => {
  it("is sent as far as somebody said it", () => {
    expect(weighedBody(nothingWeighed)).toEqual({});
    expect(weighedBody({ options: ["Raise", "Wait"], chosen: "Wait", evidence: ["4", "7"], decidedBy: "ben", lookIn: "30" })).toEqual({ options: ["Raise", "Wait"], chosen: 1, evidence: [4, 7], decidedBy: "ben", lookAgainIn: "30m" });
  });

  it("chooses nothing that is no option any more", () => {
    expect(weighedBody({ ...nothingWeighed, options: ["Raise"], chosen: "Wait" })).toEqual({ options: ["Raise"] });
  });
});
