import { describe, expect, it } from "vitest";
import { createAsk } from "../../platform/conditions/asking.ts";
import { incidentNames } from "../../values/condition-names.ts";
import { declareReasons } from "./unmanaged.rules.ts";

const declareWhen = [
  { text: "Another team is needed", when: "teamsPaged >= 2" },
  { text: "Customers can see it" },
  { text: "An hour is over", when: "acknowledgedFor > duration('1h')" },
];
const reasons = (values: object) => declareReasons({ declareWhen }, { ...values }, createAsk(incidentNames));

describe("alerts that nobody declared", () => {
  it("look like an incident by every condition that holds; what only a person can judge is asked of nobody", () => {
    expect(reasons({ teamsPaged: 2, acknowledgedFor: 3_600_001 })).toEqual(["Another team is needed", "An hour is over"]);
    expect(reasons({ teamsPaged: 1, acknowledgedFor: 3_600_000 })).toEqual([]);
  });

  it("do not where nobody has them", () => {
    expect(reasons({ teamsPaged: 1, acknowledgedFor: undefined })).toEqual([]);
  });
});
