import { parse } from "yaml";
import { describe, expect, it } from "vitest";
import type { RouteTrialOutcome } from "../../../server/features/alert-intake/route-trial.contract.ts";
import { draftOf, isSame, type RouteForm, routesOf, routesYaml, takenBefore, withMoved, withNew } from "./routes-draft.ts";
import { editWords, takesWords, trialLede } from "./trial-words.ts";

const routes: RouteForm[] = [
  { when: 'labels.env == "staging"', then: { urgency: "none" } },
  { when: "service.tier == 1", then: { urgency: "high", declare: { severity: "sev2" } } },
  { then: { urgency: "low" } },
];
const outcome = (more: Partial<RouteTrialOutcome>): RouteTrialOutcome => ({
  tried: 200, byRoute: [{ route: 1, alerts: 14 }, { route: null, alerts: 2 }], byUrgency: { before: { high: 0, low: 200, none: 0 }, after: { high: 14, low: 186, none: 0 } }, changed: [], changedTotal: 14, pagedMore: [], pagedLess: [], ...more,
});
const lede = (more: Partial<RouteTrialOutcome>, isChanged = true) => {
  const { so, next } = trialLede(outcome(more), 3, 24, isChanged);
  return `${so} ${next}`;
};

describe("Routes in their fields", () => {
  it("are written as they were read, and without what an urgency does not go with", () => {
    expect(routesOf(draftOf(routes))).toEqual(routes);
    const [first] = draftOf([routes[1]!]);
    expect(routesOf([{ ...first!, urgency: "none", when: "  " }])).toEqual([{ then: { urgency: "none" } }]);
  });

  it("are the same where the same is written in the same order", () => {
    expect(isSame(routes, structuredClone(routes))).toBe(true);
    expect(isSame(routes, [{ then: { urgency: "low" } }])).toBe(false);
    expect(isSame(routes, [routes[1]!, routes[0]!, routes[2]!])).toBe(false);
  });

  it("are added before the one that takes everything, and moved within their list", () => {
    const draft = draftOf(routes);
    expect(withNew(draft).map(({ key }) => key)).toEqual([0, 1, 3, 2]);
    expect(withNew(draft.slice(0, 2)).map(({ key }) => key)).toEqual([0, 1, 2]);
    expect(withMoved(draft, 0, 1).map(({ key }) => key)).toEqual([1, 0, 2]);
    expect(withMoved(draft, 0, -1)).toEqual(draft);
    expect(withMoved(draft, 2, 1)).toEqual(draft);
  });

  it("tell of one that is never reached", () => {
    const draft = withMoved(draftOf(routes), 2, -1);
    expect([0, 1, 2].map((place) => takenBefore(draft, place))).toEqual([null, null, 1]);
  });

  it("stand in the file as they are", () => {
    expect(parse(routesYaml(routes))).toEqual({ routes });
    expect(parse(routesYaml([{ when: 'labels["a: b"] == "#\\n"', then: { urgency: "high", declare: {} } }]))).toEqual({ routes: [{ when: 'labels["a: b"] == "#\\n"', then: { urgency: "high", declare: {} } }] });
    expect(parse(routesYaml([]))).toEqual({ routes: [] });
  });
});

describe("What routes would have done, in words", () => {
  it("says how many would page and for whom", () => {
    expect(lede({ pagedMore: [{ serviceName: "Payments", alerts: 14 }] })).toBe("Of the 200 alerts of the last day, 14 would now page, all for Payments. None would page less than it did.");
    expect(lede({ pagedMore: [{ serviceName: "Payments", alerts: 12 }, { serviceName: null, alerts: 2 }], pagedLess: [{ serviceName: "Ledger", alerts: 1 }] })).toBe(
      "Of the 200 alerts of the last day, 14 would now page, 12 for Payments, 2 without a service. 1 would page nobody any more, for Ledger.",
    );
    expect(lede({ pagedLess: [{ serviceName: "Ledger", alerts: 3 }] })).toBe("Of the 200 alerts of the last day, 3 would page nobody any more, all for Ledger. None would page that did not.");
  });

  it("says where nothing would be otherwise, nothing came, or nothing was changed", () => {
    expect(lede({ changedTotal: 0 })).toContain("It would have been the same for the 200 alerts");
    expect(lede({})).toContain("14 would go another way");
    expect(lede({ tried: 0, changedTotal: 0 })).toContain("No alert came in the last day.");
    expect(lede({}, false)).toBe("Three routes decide who is woken. Change one, and see at once what it would have done with the 200 alerts of the last day.");
    expect(lede({ tried: 1_000, changedTotal: 0 })).toContain("the newest 1,000 alerts");
  });

  it("says how many alerts a route takes, or none does", () => {
    expect([takesWords(outcome({}), 0), takesWords(outcome({}), 1), takesWords(outcome({}), null), takesWords(undefined, 0)]).toEqual(["takes 14 of 200", "takes 0 of 200", "takes 2 of 200", null]);
  });

  it("says each change of the list by its place", () => {
    expect(editWords({ kind: "moved", path: "[4]", from: 2, to: 4, value: routes[1] })).toBe("Moves from place 3 to place 5: service.tier == 1: urgency high, declares an incident (sev2)");
    expect(editWords({ kind: "added", path: "[1]", from: null, to: routes[0], at: 1 })).toBe('New at place 2: labels.env == "staging": urgency none');
    expect(editWords({ kind: "removed", path: "[2]", from: routes[2], to: null })).toBe("Goes: every alert: urgency low");
    expect(editWords({ kind: "removed", path: "[2].then.declare", from: { severity: "sev2", priority: "p2" }, to: null })).toBe("Route 3 declares no incident any more");
    expect(editWords({ kind: "set", path: "[2].then.declare", from: null, to: {} })).toBe("Route 3 declares an incident");
    expect(editWords({ kind: "set", path: "[2].then.declare.severity", from: "sev2", to: "sev1" })).toBe("Route 3, the severity it declares: sev2 becomes sev1");
    expect(editWords({ kind: "set", path: "[0].then.urgency", from: "low", to: "high" })).toBe("Route 1, its urgency: low becomes high");
    expect(editWords({ kind: "set", path: "[0].when", from: null, to: "true" })).toBe("Route 1, its condition: true is new");
  });
});
