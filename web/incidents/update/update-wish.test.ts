import { describe, expect, it } from "vitest";
import { audiencesOf, draftPath, fieldsOf, nothingWritten, toggled, wishOf } from "./update-wish.ts";

const proposed = {
  style: "executive" as const,
  conditions: "Payments fail in Europe.",
  actions: "We widen the ledger pool.",
  needs: null,
  isClosing: false,
  mails: 2,
  audiences: [{ id: "executives", name: "Executives", style: "executive" as const, isPublic: false, nextAt: null, recipients: [], note: null }],
  choices: [],
};

describe("an update that is being written", () => {
  it("begins with what Muster proposes and keeps what was typed", () => {
    expect(fieldsOf(nothingWritten, proposed)).toEqual({ conditions: "Payments fail in Europe.", actions: "We widen the ledger pool.", needs: "" });
    expect(fieldsOf({ ...nothingWritten, conditions: "" }, proposed).conditions).toBe("");
    expect(audiencesOf(nothingWritten, proposed)).toEqual(["executives"]);
    expect(audiencesOf({ ...nothingWritten, audienceIds: [] }, proposed)).toEqual([]);
  });

  it("is not sent without somebody to tell and something to say", () => {
    expect(wishOf(nothingWritten, undefined)).toBeNull();
    expect(wishOf({ ...nothingWritten, conditions: "  " }, proposed)).toBeNull();
    expect(wishOf({ ...nothingWritten, audienceIds: [] }, proposed)).toBeNull();
    expect(wishOf({ ...nothingWritten, next: { at: "soon" } }, proposed)).toBeNull();
  });

  it("says when the next one comes: by the cadence, when something changes, or at a time", () => {
    const said = { audienceIds: ["executives"], conditions: "Payments fail in Europe.", actions: "We widen the ledger pool.", needs: null };
    expect(wishOf(nothingWritten, proposed)).toEqual(said);
    expect(wishOf({ ...nothingWritten, next: "change" }, proposed)).toEqual({ ...said, nextAt: null });
    const at = "2026-11-19T15:19";
    expect(wishOf({ ...nothingWritten, next: { at } }, proposed)).toEqual({ ...said, nextAt: new Date(at).toISOString() });
  });

  it("is drafted anew for other audiences", () => {
    expect(toggled(["executives"], "customers")).toEqual(["executives", "customers"]);
    expect(toggled(["executives"], "executives")).toEqual([]);
    expect(draftPath("/api/v1/incidents/INC-1", ["team/web", "customers"])).toBe("/api/v1/incidents/INC-1/updates/draft?audience=team%2Fweb&audience=customers");
    expect(draftPath("/x", null)).toBe("/x/updates/draft");
  });
});
