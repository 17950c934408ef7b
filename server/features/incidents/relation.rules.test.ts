import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ContentReference } from "../../values/content-reference.ts";
import { isRefusal } from "../../values/refusal.ts";
import { evolveIncident } from "./incident-evolution.rules.ts";
import { relationKinds, saidRelations, type RelationKind } from "./incident-words.rules.ts";
import { noIncident, type IncidentState } from "./incident.state.rules.ts";
import { decideRelations, inverseOf, likelyRelated, relationsOf, type Begun, type RelationCommand } from "./relation.rules.ts";

const open: IncidentState = { ...noIncident, status: "open" };
const note: ContentReference = { contentId: "00000000-0000-7000-8000-000000000001", hash: "ab" };
const relate = (to: string, relation: RelationKind = "same-cause", more: object = {}): RelationCommand => ({ kind: "relate", to, relation, note: null, isItself: false, ...more });

function run(state: IncidentState, ...commands: RelationCommand[]): { state: IncidentState; codes: string[] } {
  const codes: string[] = [];
  const after = commands.reduce((before, command) => {
    const outcome = decideRelations(command, before);
    if (isRefusal(outcome)) codes.push(outcome.code);
    return isRefusal(outcome) ? before : outcome.reduce((folded, fact) => evolveIncident(folded, fact, 1), before);
  }, state);
  return { state: after, codes };
}

describe("incidents that belong together", () => {
  it("do so in one way at a time, which may be said anew and taken back", () => {
    const { state, codes } = run(open, relate("a"), relate("b"), relate("a", "caused-by", { note }), { kind: "withdraw relation", to: "b" }, { kind: "withdraw relation", to: "b" });
    expect(relationsOf(state)).toEqual([{ incidentId: "a", relation: "caused-by", note, at: 1 }]);
    expect(codes).toEqual(["incident.relation.not-found"]);
  });

  it("may be found out once it is over, not where the incident is no more; nothing belongs together with itself", () => {
    expect(run({ ...open, status: "closed" }, relate("a")).codes).toEqual([]);
    expect(run({ ...open, status: "merged" }, relate("a")).codes).toEqual(["incident.merged"]);
    expect(run(open, relate("a", "follows", { isItself: true })).codes).toEqual(["incident.related-to-itself"]);
  });

  it("stay so where one was split off from the other", () => {
    const { state, codes } = run(open, relate("a", "split-off"), relate("a", "causes"), { kind: "withdraw relation", to: "a" });
    expect([relationsOf(state)[0]?.relation, ...codes]).toEqual(["split-off", "incident.relation-of-split", "incident.relation-of-split"]);
  });

  it("are told from both sides: the other side of the other side is one's own, and the same thing said twice is said once", () => {
    fc.assert(
      fc.property(fc.constantFrom(...relationKinds), fc.constantFrom(...saidRelations), (kind, said) => {
        expect(inverseOf(inverseOf(kind))).toBe(kind);
        const once = run(open, relate("a", said)).state;
        expect(decideRelations(relate("a", said), once)).toEqual([]);
      }),
    );
  });
});

describe("what may belong together", () => {
  const hour = 3_600_000;
  const begun = (id: string, serviceIds: string[], beganAt = 0): Begun => ({ id, serviceIds, beganAt });
  const links = [{ serviceId: "shop", onId: "ledger" }];

  it("hits the same service or its neighbour, on either side, and began within hours", () => {
    const others = [begun("far", ["search"]), begun("old", ["shop"], -7 * hour), begun("need", ["ledger"], hour), begun("same", ["shop"], 5 * hour)];
    expect(likelyRelated(begun("own", ["shop"]), others, links)).toEqual([
      { id: "same", beganAt: 5 * hour, because: { kind: "same-service", serviceId: "shop" } },
      { id: "need", beganAt: hour, because: { kind: "depends", serviceId: "shop", onId: "ledger" } },
    ]);
    expect(likelyRelated(begun("own", ["ledger"]), [begun("own", ["ledger"]), begun("above", ["shop"])], links).map(({ id }) => id)).toEqual(["above"]);
  });

  it("is the same in whichever order others are known, and begins with the same service", () => {
    const other = fc.record({ id: fc.uuid(), serviceIds: fc.subarray(["shop", "ledger", "search"]), beganAt: fc.integer({ min: -9 * hour, max: 9 * hour }) });
    fc.assert(
      fc.property(fc.uniqueArray(other, { selector: ({ id }) => id }), (others) => {
        const found = likelyRelated(begun("own", ["shop"]), others, links);
        expect(likelyRelated(begun("own", ["shop"]), [...others].reverse(), links)).toEqual(found);
        const kinds = found.map(({ because }) => because.kind);
        expect(kinds).toEqual([...kinds].sort().reverse());
      }),
    );
  });
});
