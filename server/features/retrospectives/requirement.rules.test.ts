import { describe, expect, it } from "vitest";
import { noIncident, type IncidentState } from "../incidents/incident.state.rules.ts";
import { usualProcess, type WrittenProcess } from "../process/process.rules.ts";
import { momentAfter, ownerOf, ruleOf, whyRequired } from "./requirement.rules.ts";
import { countFollowUps, isFilled, missingSections, sectionOf } from "./sections.rules.ts";

const rule = {
  requiredFor: { severities: ["sev0", "sev1"], dataLoss: true },
  ownedBy: ["communications-lead", "incident-commander"],
  dueWithin: "5d",
  approvedBy: "team-manager",
  reviewActionsEvery: "14d",
  sections: [
    { id: "summary", prompt: "What happened", required: true },
    { id: "customer-impact", title: "What customers saw", prompt: "Who", required: false },
    { id: "timeline", prompt: "When", required: true },
    { id: "follow-ups", prompt: "What next", required: true },
  ],
};
const process: WrittenProcess = { ...usualProcess, retrospective: rule };
const incident = { severity: "sev3", priority: "p3", impact: {}, isDrill: false };

describe("the process asks for a retrospective", () => {
  it("by severity, by a priority that says so, and where data was lost", () => {
    expect(whyRequired(process, { ...incident, severity: "sev1" })).toBe("severity");
    expect(whyRequired(process, { ...incident, priority: "p1" })).toBe("priority");
    expect(whyRequired(process, { ...incident, impact: { dataLoss: true } })).toBe("data-loss");
  });

  it("not for others, not where data loss is not asked for, and never for a drill", () => {
    expect(whyRequired(process, incident)).toBeNull();
    expect(whyRequired(process, { ...incident, severity: null, priority: null, impact: { dataLoss: false } })).toBeNull();
    expect(whyRequired(usualProcess, { ...incident, impact: { dataLoss: true } })).toBeNull();
    expect(whyRequired(process, { ...incident, severity: "sev0", priority: "p1", isDrill: true })).toBeNull();
  });

  it("and where it says nothing of them, the priorities still do, with the usual questions", () => {
    expect(whyRequired(usualProcess, { ...incident, priority: "p1" })).toBe("priority");
    expect(ruleOf(usualProcess).sections.map(({ id }) => id)).toEqual(expect.arrayContaining(["summary", "timeline", "contributing-factors", "follow-ups"]));
    expect(ruleOf({ ...process, retrospective: { ...rule, sections: [] } })).toMatchObject({ dueWithin: "5d", sections: ruleOf(usualProcess).sections });
  });
});

describe("the owner", () => {
  const holders = (...pairs: [string, string][]): IncidentState => ({
    ...noIncident,
    commanderRole: "incident-commander",
    holders: pairs.map(([role, personId]) => ({ role, personId, since: 0, isProvisional: false, because: "taken" })),
  });

  it("holds the first of the roles that somebody holds, else commanded", () => {
    expect(ownerOf(rule.ownedBy, holders(["incident-commander", "ines"], ["communications-lead", "jonas"]))).toBe("jonas");
    expect(ownerOf(rule.ownedBy, holders(["incident-commander", "ines"]))).toBe("ines");
    expect(ownerOf(["scribe"], holders(["incident-commander", "ines"]))).toBe("ines");
  });

  it("has until so long after the resolve", () => {
    expect(momentAfter(1_000, "5d")).toBe(1_000 + 5 * 86_400_000);
  });
});

describe("sections", () => {
  const sections = rule.sections.map(sectionOf);

  it("have a title, their own or words made from the id", () => {
    expect(sections.map(({ title }) => title)).toEqual(["Summary", "What customers saw", "Timeline", "Follow-ups"]);
    expect(sectionOf({ id: "what-could_be-different", prompt: "", required: false }).title).toBe("What could be different");
    expect(sections.map(({ kind }) => kind)).toEqual(["text", "text", "timeline", "follow-ups"]);
  });

  it("that are required are missing until something stands in them; the timeline always does", () => {
    expect(missingSections(sections, { filled: [], followUps: 0 }).map(({ id }) => id)).toEqual(["summary", "follow-ups"]);
    expect(missingSections(sections, { filled: ["summary"], followUps: 1 })).toEqual([]);
    expect(missingSections(sections, { filled: ["summary", "follow-ups"], followUps: 0 })).toEqual([]);
    expect(sections.map((section) => isFilled(section, { filled: ["customer-impact"], followUps: 0 }))).toEqual([false, true, true, false]);
  });

  it("count follow-ups without those that were dropped", () => {
    expect(countFollowUps([{ status: "open" }, { status: "done" }, { status: "dropped" }])).toEqual({ open: 1, total: 2 });
  });
});
