import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRefusal } from "../../values/refusal.ts";
import { usualProcess } from "../process/process.rules.ts";
import { evolveIncident } from "./incident-evolution.rules.ts";
import { decideIncident } from "./incident.rules.ts";
import { noIncident, type IncidentState } from "./incident.state.rules.ts";
import { isProposed, rolesNeeded, type TemplateCommand } from "./template.rules.ts";

const text = (contentId: string) => ({ contentId, hash: contentId });
const open: IncidentState = { ...noIncident, status: "open", commanderRole: "incident-commander" };
const template: TemplateCommand = {
  ...{ kind: "apply template", templateId: "payments", name: text("name"), incidentKind: "availability", severity: "sev1", priority: "p1" },
  ...{ roles: ["communications-lead"], audiences: ["support"], runbooks: [] },
  tasks: [{ taskId: "1", text: text("first"), role: "technical-lead" }, { taskId: "2", text: text("second"), role: null }],
};

function after(command: TemplateCommand, before: IncidentState): IncidentState {
  const facts = decideIncident(command, before);
  if (isRefusal(facts)) throw new Error(facts.reason);
  return facts.reduce((state, fact) => evolveIncident(state, fact, 0), before);
}

describe("a template", () => {
  it("makes its tasks, whose they are by role, and asks for its roles beside those of the class", () => {
    const state = after(template, open);
    expect(state.tasks.map(({ taskId, role, ownerId }) => [taskId, role, ownerId])).toEqual([["1", "technical-lead", null], ["2", undefined, null]]);
    expect(rolesNeeded({ ...usualProcess, rolesRequired: { sev1: ["scribe"] } }, { ...state, severity: "sev1" })).toEqual(["scribe", "communications-lead"]);
  });

  it("never sets a class and never changes what somebody said before, whatever it names", () => {
    const maybe = fc.option(fc.constantFrom("a", "b"), { nil: null });
    fc.assert(
      fc.property(maybe, maybe, maybe, maybe, maybe, (severity, priority, kind, toSeverity, toKind) => {
        const state = after({ ...template, severity: toSeverity, incidentKind: toKind }, { ...open, severity, priority, kind });
        expect([state.severity, state.priority, state.kind]).toEqual([severity, priority, kind ?? toKind]);
        if (severity !== null) expect(state.proposed?.severity ?? severity).toBe(severity);
      }),
    );
  });

  it("is used once in an incident, and never after its end", () => {
    expect(decideIncident(template, after(template, open))).toMatchObject({ code: "incident.template-in-use" });
    expect(decideIncident(template, { ...open, status: "resolved" })).toMatchObject({ code: "incident.resolved" });
  });

  it("is proposed for its services and for those of its teams", () => {
    const offer = { services: ["checkout"], teams: ["web"] };
    expect(isProposed(offer, [{ id: "checkout", teamId: "payments" }])).toBe(true);
    expect(isProposed(offer, [{ id: "search", teamId: "web" }])).toBe(true);
    expect(isProposed(offer, [{ id: "ledger", teamId: "payments" }])).toBe(false);
    expect(isProposed({ services: [], teams: [] }, [{ id: "ledger", teamId: null }])).toBe(false);
  });
});
