import { describe, expect, it } from "vitest";
import { draftText, readDraft } from "./draft-reading.document.ts";

const ten = `muster: 1
process:
  timeBoxes: { acknowledge: { default: soon } }
  severities:
    sev1: { name: Sev 1, respnd: All hands }
    default: { name: Other }
  priorities:
    p1: { name: P1, criteria: [a, b, c, d, e, f] }
    p2: { name: P2 }
    p3: { name: P3 }
    p4: { name: P4 }
    p5: { name: P5 }
    p6: { name: P6 }
  propose:
    - { when: "impct.usersAffected > 0.5", severity: sev1 }
  grid:
    - { priority: p9, severity: sev1, verdict: forbidden }
  roles:
    lead: { name: Lead, deputyOf: lead }
  rolesRequired:
    sev1: [leed]
  owedUpdates:
    - { from: lead, to: lead, every: 15m }
`;

describe("A draft that is read", () => {
  it("with ten mistakes names ten, in words, each at its line", () => {
    const { mistakes, readable } = readDraft(ten);
    expect(mistakes.map(({ line, path, message }) => `${line} ${path}: ${message}`)).toMatchInlineSnapshot(`
      [
        "3 process.timeBoxes.acknowledge.default: “soon” is not a duration.",
        "5 process.severities.sev1.respnd: \`respnd\` is not known here.",
        "6 process.severities.default: \`default\` means all that are not named.",
        "8 process.priorities: There are 6 priorities; at most 5 can be told apart.",
        "8 process.priorities.p1.criteria: There are 6 criteria; at most 5 are kept in mind.",
        "15 process.propose[0].when: \`impct\` is not a name that this condition knows.",
        "17 process.grid[0].priority: There is no priority \`p9\`.",
        "19 process.roles.lead.deputyOf: A role cannot be its own deputy.",
        "21 process.rolesRequired.sev1[0]: There is no role \`leed\`.",
        "23 process.owedUpdates[0].to: \`lead\` would owe news to itself.",
      ]
    `);
    expect(mistakes).toHaveLength(10);
    expect(mistakes.every(({ mend }) => mend.length > 10)).toBe(true);
    expect(readable?.priorities).toHaveLength(6);
  });

  it("is judged in what can be read, each finding at the place where it was written", () => {
    const { readable, placeOf, lineOf } = readDraft(draftText({
      severities: { sev1: { name: "Sev 1" } },
      priorities: { p1: { name: "P1" } },
      grid: [{ priority: "p1", severity: "sev1", verdict: "perhaps" }, { priority: "p1", severity: "sev1", verdict: "confirm", because: "Why" }],
    }));
    expect(readable?.grid).toMatchObject([{ verdict: "confirm", because: "Why" }]);
    expect(placeOf(["process", "grid", 0, "verdict"])).toEqual(["process", "grid", 1, "verdict"]);
    expect(lineOf(["process", "grid", 1])).toBeGreaterThan(lineOf(["process", "grid", 0]));
  });

  it.each([["muster: 1\n", "There is no process in this text."], ["process: [a", "A bracket that was opened"], ["process: {}", "`severities` is missing."]])("says what stands in the way of %j", (text, words) => {
    expect(readDraft(text).mistakes.map(({ message }) => message).join(" ")).toContain(words);
  });
});
