import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellOf, namedIn, newId, owedOf, prioritiesOf, severitiesOf, timeBoxesOf, withCell, withOwed, withPriorities, withSeverities, withTimeBoxes, type GridCell, type ProcessForm } from "./process-form.ts";

const form: ProcessForm = {
  severities: { sev0: { name: "Sev 0", when: "All", respond: "All hands" }, sev1: { name: "Sev 1" } },
  priorities: { p1: { name: "P1", hotfix: true, tell: ["executives"], updateEvery: "2h", criteria: ["Nobody can pay"] } },
  roles: { lead: { name: "Lead" } },
  grid: [{ priority: ["p1", "p2"], severity: ["sev0", "sev1"], verdict: "confirm", because: "Look twice", ask: { roles: ["lead"], updateEvery: "1h" } }, { priority: "p1", severity: "sev0", ask: { tell: ["support"] } }],
  owedUpdates: [{ from: "lead", to: "audience/executives", every: "1h", severities: ["sev0"], align: "hour" }],
  timeBoxes: { acknowledge: { default: "5m" }, firstUpdate: { sev0: "30m", default: "2h" } },
};

describe("The form of a process", () => {
  it("is the same after it was read and written without a change", () => {
    expect(withSeverities(form, severitiesOf(form))).toEqual(form);
    expect(withOwed(form, owedOf(form))).toEqual(form);
    expect(withTimeBoxes(form, timeBoxesOf(form))).toEqual(form);
    expect(prioritiesOf(withPriorities(form, prioritiesOf(form)))).toEqual(prioritiesOf(form));
  });

  it("names what it holds, and leaves in peace what has not the form it should", () => {
    expect(namedIn(form, "severities")).toEqual([{ id: "sev0", name: "Sev 0" }, { id: "sev1", name: "Sev 1" }]);
    expect([severitiesOf({ severities: 3 }), owedOf({ owedUpdates: "soon" }), cellOf({ grid: {} }, "p1", "sev0").verdict]).toEqual([[], [], "allowed"]);
    expect(newId(["sev0", "sev1", "sev3"], "sev")).toBe("sev4");
  });

  it("says of a pair what all its entries say together", () => {
    expect(cellOf(form, "p1", "sev0")).toEqual({ verdict: "confirm", because: "Look twice", roles: ["lead"], tell: ["support"], updateEvery: "1h", actions: [] });
    expect(cellOf(form, "p2", "sev0").tell).toEqual([]);
    expect(cellOf(form, "p3", "sev0")).toMatchObject({ verdict: "allowed", roles: [] });
  });

  it("takes another cell and changes nothing of any other pair", () => {
    const ids = fc.constantFrom("p1", "p2", "p3");
    const classes = fc.constantFrom("sev0", "sev1", "sev2");
    const list = (one: fc.Arbitrary<string>) => fc.uniqueArray(one, { minLength: 1 });
    const verdict = fc.constantFrom<GridCell["verdict"]>("allowed", "confirm", "forbidden");
    const entry = fc.record({ priority: list(ids), severity: list(classes), verdict, because: fc.constantFrom("Why", "") });
    const pairs = ["p1", "p2", "p3"].flatMap((priority) => ["sev0", "sev1", "sev2"].map((severity) => ({ priority, severity })));
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 5 }), ids, classes, verdict, (grid, priority, severity, wished) => {
        const before = { grid };
        const cell: GridCell = { verdict: wished, because: "", roles: ["lead"], tell: [], updateEvery: "", actions: [] };
        const after = withCell(before, priority, severity, cell);
        expect(cellOf(after, priority, severity)).toEqual(cell);
        for (const pair of pairs.filter((one) => one.priority !== priority || one.severity !== severity)) expect(cellOf(after, pair.priority, pair.severity)).toEqual(cellOf(before, pair.priority, pair.severity));
      }),
    );
  });
});
