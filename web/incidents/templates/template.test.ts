import { describe, expect, it } from "vitest";
import type { IncidentTemplateView } from "../../../server/features/incidents/template.contract.ts";
import { emptyTemplate, entryOf, formOf } from "./template-form.ts";
import { offerWords, sortTemplates, usedWords } from "./template-words.ts";

const template: IncidentTemplateView = {
  ...{ id: "payments", name: "Payments are down", kind: null, used: 0, lastUsed: null, isFromFile: false, severity: { id: "sev1", name: "Sev 1" }, priority: null },
  offer: { services: [{ id: "checkout", name: "Checkout" }], teams: [{ id: "web", name: "Web" }] },
  ...{ roles: [{ id: "scribe", name: "Scribe" }], audiences: [], runbooks: [], links: [] },
  tasks: [{ text: "Look", role: null }, { text: "Ask", role: { id: "scribe", name: "Scribe" } }],
};

describe("a template on screen", () => {
  it("goes through its form and comes out as the document has it", () => {
    expect(entryOf(formOf(template))).toEqual({ name: "Payments are down", offer: { services: ["checkout"], teams: ["web"] }, severity: "sev1", roles: ["scribe"], tasks: [{ do: "Look" }, { do: "Ask", role: "scribe" }] });
    expect(entryOf({ ...emptyTemplate, name: " Search ", tasks: [{ do: " ", role: "scribe" }], links: [{ text: "", url: "" }] })).toEqual({ name: "Search" });
  });

  it("is proposed where a service that is hit, or its team, is named", () => {
    expect(sortTemplates([template], [{ id: "search", team: { id: "web" } }]).proposed).toHaveLength(1);
    expect(sortTemplates([template], [{ id: "ledger", team: null }]).others).toHaveLength(1);
  });

  it("says where it is proposed and how often it was used", () => {
    expect(offerWords(template)).toBe("Proposed for Checkout and services of Web.");
    expect(offerWords({ ...template, offer: { services: [], teams: [] } })).toBe("Proposed nowhere; chosen by hand.");
    expect([usedWords(template), usedWords({ used: 1, lastUsed: "INC-3" }), usedWords({ used: 4, lastUsed: "INC-9" })]).toEqual(["Not used yet", "Used in INC-3", "Used in 4 incidents, last in INC-9"]);
  });
});
