import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRefusal } from "../../values/refusal.ts";
import type { Approvers } from "./approver.rules.ts";
import type { RetrospectiveFact } from "./retrospective.events.ts";
import { decideRetrospective, type Approval, type RetrospectiveCommand } from "./retrospective.rules.ts";
import { evolveRetrospective, noRetrospective, stages, type RetrospectiveState } from "./retrospective.state.rules.ts";

const day = 86_400_000;
const text = (id: string) => ({ contentId: id, hash: `hash of ${id}` });
const begun: RetrospectiveFact = { type: "retrospective begun", data: { incidentId: "i", because: "severity", ownerId: "jonas", dueAt: 5 * day } };
const saved = (section: string, version: number): RetrospectiveFact => ({ type: "section saved", data: { section, version, text: text(`${section} ${version}`) } });
const inReview: RetrospectiveFact[] = [begun, { type: "review begun", data: {} }];
const approvedBy = (approverId: string): RetrospectiveFact => ({ type: "retrospective approved", data: { approverId } });
const approved = [...inReview, approvedBy("grete")];
const followUp = { followUpId: "f", text: text("f"), driverId: "chidi", dueAt: null, reviewAt: 14 * day };

const given = (facts: readonly RetrospectiveFact[]): RetrospectiveState => facts.reduce((state, fact, place) => evolveRetrospective(state, fact, place * 1_000), noRetrospective);
const when = (facts: readonly RetrospectiveFact[], command: RetrospectiveCommand) => decideRetrospective(command, given(facts));

const grete: Approvers = { personIds: ["grete"], isAnyManager: false, commanders: ["ines"] };
const approve = (change: Partial<Approval> = {}): Approval => ({ kind: "approve", personId: "grete", approvers: grete, nameOf: (id) => `${id} by name`, isIncidentRunning: false, missing: [], ...change });

describe("a retrospective", () => {
  it("begins once, as a draft with an owner and a due time", () => {
    const command: RetrospectiveCommand = { kind: "begin", ...begun.data, because: "severity", incidentId: "i", ownerId: "jonas", dueAt: 5 * day };
    expect(when([], command)).toEqual([begun]);
    expect(when([begun], command)).toEqual([]);
    expect(given([begun])).toMatchObject({ status: "draft", incidentId: "i", ownerId: "jonas", dueAt: 5 * day });
  });

  it("that never began takes no command", () => {
    expect(when([], { kind: "share" })).toMatchObject({ code: "retrospective.not-found" });
    expect(when([], { kind: "save section", section: "summary", text: text("a"), baseVersion: 0 })).toMatchObject({ code: "retrospective.not-found" });
  });

  it("goes from draft to review and back by hand, once the incident is over", () => {
    expect(when([begun], { kind: "send to review", isIncidentRunning: false })).toEqual([{ type: "review begun", data: {} }]);
    expect(when([begun], { kind: "send to review", isIncidentRunning: true })).toMatchObject({ code: "retrospective.incident-running" });
    expect(when(inReview, { kind: "send to review", isIncidentRunning: false })).toEqual([]);
    expect(when(inReview, { kind: "resume draft", because: "person" })).toEqual([{ type: "draft resumed", data: { because: "person" } }]);
    expect(when([begun], { kind: "resume draft", because: "person" })).toEqual([]);
    expect(when(approved, { kind: "resume draft", because: "person" })).toMatchObject({ code: "retrospective.approved" });
  });

  it("goes on as a draft whatever was said of it when its incident is re-opened", () => {
    const [fact] = when(approved, { kind: "resume draft", because: "incident-reopened" }) as RetrospectiveFact[];
    expect(fact && given([...approved, fact])).toMatchObject({ status: "draft", approved: null, sharedAt: null });
  });

  it("is shared once it is approved", () => {
    expect(when(inReview, { kind: "share" })).toMatchObject({ code: "retrospective.not-approved" });
    expect(when(approved, { kind: "share" })).toEqual([{ type: "retrospective shared", data: {} }]);
    expect(when([...approved, { type: "retrospective shared", data: {} }], { kind: "share" })).toEqual([]);
  });
});

describe("a section", () => {
  it("is saved as the next version of what stands, in a draft and in review", () => {
    expect(when([begun], { kind: "save section", section: "summary", text: text("summary 1"), baseVersion: 0 })).toEqual([saved("summary", 1)]);
    expect(when([...inReview, saved("summary", 1)], { kind: "save section", section: "summary", text: text("summary 2"), baseVersion: 1 })).toEqual([saved("summary", 2)]);
  });

  it("is not saved over a version that the writer did not see", () => {
    expect(when([begun, saved("summary", 1)], { kind: "save section", section: "summary", text: text("b"), baseVersion: 0 })).toMatchObject({ code: "retrospective.section-changed" });
  });

  it("stands once the retrospective is approved", () => {
    expect(when(approved, { kind: "save section", section: "summary", text: text("a"), baseVersion: 0 })).toMatchObject({ code: "retrospective.approved", reason: expect.stringContaining("follow-up") });
  });
});

describe("the approval", () => {
  it("is given in review by whom the rule names", () => {
    expect(when(inReview, approve())).toEqual([approvedBy("grete")]);
    expect(given(approved)).toMatchObject({ status: "approved", approved: { approverId: "grete" } });
    expect(when(approved, approve())).toMatchObject({ code: "retrospective.approved" });
  });

  it("is refused to others with the name of who approves", () => {
    expect(when(inReview, approve({ personId: "hana" }))).toMatchObject({ code: "retrospective.approver.not-allowed", reason: "grete by name approves it." });
    expect(when(inReview, approve({ personId: null }))).toMatchObject({ reason: "A token cannot approve a retrospective. grete by name approves it." });
    expect(when(inReview, approve({ personId: "ines" }))).toMatchObject({ reason: expect.stringContaining("Who commanded the incident does not approve") });
  });

  it("is given by any manager where the rule names nobody, save by who commanded", () => {
    const approvers = { personIds: [], isAnyManager: true, commanders: ["ines"] };
    expect(when(inReview, approve({ personId: "hana", approvers }))).toEqual([approvedBy("hana")]);
    expect(when(inReview, approve({ personId: "ines", approvers }))).toMatchObject({ reason: expect.stringContaining("A manager or an administrator who did not command") });
  });

  it("waits for the review, for the end of the incident, and for what must be written", () => {
    expect(when([begun], approve())).toMatchObject({ code: "retrospective.not-in-review" });
    expect(when(inReview, approve({ isIncidentRunning: true }))).toMatchObject({ code: "retrospective.incident-running" });
    expect(when(inReview, approve({ missing: ["Summary", "Follow-ups"] }))).toMatchObject({ code: "retrospective.sections-empty", reason: "These sections must be filled first: Summary, Follow-ups." });
  });
});

describe("a follow-up", () => {
  const added: RetrospectiveFact = { type: "follow-up added", data: followUp };

  it("is added, also once the retrospective is approved", () => {
    expect(when(approved, { kind: "add follow-up", ...followUp })).toEqual([added]);
  });

  it("changes where something is given, and stays as it is elsewhere", () => {
    expect(when([begun, added], { kind: "change follow-up", followUpId: "f", dueAt: 3 * day })).toEqual([{ type: "follow-up changed", data: { ...followUp, dueAt: 3 * day } }]);
    expect(when([begun, added], { kind: "change follow-up", followUpId: "f", driverId: null })).toEqual([{ type: "follow-up changed", data: { ...followUp, driverId: null } }]);
    expect(when([begun, added], { kind: "change follow-up", followUpId: "f", driverId: "chidi" })).toEqual([]);
    expect(when([begun, added], { kind: "change follow-up", followUpId: "g", status: "done" })).toMatchObject({ code: "follow-up.not-found" });
  });

  it("is settled, and taken up again", () => {
    const done: RetrospectiveFact = { type: "follow-up settled", data: { followUpId: "f", status: "done" } };
    expect(when([begun, added], { kind: "change follow-up", followUpId: "f", status: "done" })).toEqual([done]);
    expect(given([begun, added, done]).followUps).toMatchObject([{ status: "done", settledAt: 2_000 }]);
    expect(when([begun, added, done], { kind: "change follow-up", followUpId: "f", status: "done" })).toEqual([]);
    const reopened: RetrospectiveFact = { type: "follow-up settled", data: { followUpId: "f", status: "open" } };
    expect(given([begun, added, done, reopened]).followUps).toMatchObject([{ status: "open", settledAt: null }]);
  });
});

describe("whatever is done, in whatever order", () => {
  const commands = fc.oneof(
    fc.record({ kind: fc.constant("save section" as const), section: fc.constantFrom("summary", "resolution"), text: fc.constant(text("t")), baseVersion: fc.nat(4) }),
    fc.record({ kind: fc.constant("send to review" as const), isIncidentRunning: fc.boolean() }),
    fc.record({ kind: fc.constant("resume draft" as const), because: fc.constantFrom("person" as const, "incident-reopened" as const) }),
    fc.record({ personId: fc.constantFrom("grete", "ines", null), missing: fc.constantFrom([], ["Summary"]), isIncidentRunning: fc.boolean() }).map(approve),
    fc.constant({ kind: "share" as const }),
  );

  it("versions count up by one, nobody who commanded approves, and an approved text stands", () => {
    fc.assert(
      fc.property(fc.array(commands, { maxLength: 40 }), (list) => {
        list.reduce((state, command) => {
          const facts = decideRetrospective(command, state);
          if (isRefusal(facts)) return state;
          const after = facts.reduce((folded, fact) => evolveRetrospective(folded, fact, 0), state);
          expect(stages).toContain(after.status);
          if (state.status === "approved" || state.status === "shared") expect(after.sections).toEqual(state.sections);
          for (const [section, { version }] of Object.entries(after.sections)) expect(version - (state.sections[section]?.version ?? 0)).toBeLessThanOrEqual(1);
          if (after.status === "approved" || after.status === "shared") expect(after.approved?.approverId).toBe("grete");
          return after;
        }, given([begun]));
      }),
    );
  });
});
