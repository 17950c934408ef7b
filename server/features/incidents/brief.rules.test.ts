import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Instant } from "../../values/instant.ts";
import { usualProcess, type WrittenProcess } from "../process/process.rules.ts";
import { briefOf, briefParts, countWords, handoverParts, mostBriefWords, type BriefFacts, type BriefPart } from "./brief.rules.ts";
import { noIncident, type GroundItem, type IncidentState } from "./incident.state.rules.ts";
import { groundKinds, groundMarks } from "./incident-words.rules.ts";

const begin = Date.UTC(2026, 10, 19, 14, 0);
const minute = 60_000;
const text = (contentId: string) => ({ contentId, hash: "ab" });
const clock = (at: Instant) => new Date(at).toISOString().slice(11, 16);
const facts: BriefFacts = {
  now: begin + 49 * minute,
  ...{ person: (id) => id, service: (id) => id, customer: (id) => id, audience: (id) => id, textOf: (id) => id, clock },
  span: (milliseconds) => `${milliseconds / minute} min`,
  classReason: null,
  missed: null,
};
const process: WrittenProcess = { ...usualProcess, relief: { roles: { default: "8h" }, handoff: "30m" } };
const holder = (role: string, personId: string) => ({ role, personId, since: begin, isProvisional: false, because: "taken" }) as const;
const item = (parts: Partial<GroundItem>): GroundItem => ({ itemId: "i", kind: "condition", text: text("the ledger is full"), ownerId: null, mark: "open", since: begin, ...parts });
const open: IncidentState = { ...noIncident, status: "open", title: text("Checkout times out"), declaredAt: begin, serviceIds: ["checkout"], holders: [holder("incident-commander", "grete")], commanderRole: "incident-commander" };
const part = (state: IncidentState, name: BriefPart, more: Partial<BriefFacts> = {}) => briefOf(state, process, { ...facts, ...more }).find((one) => one.part === name)?.text;

describe("a brief", () => {
  it("says what, since when, who is hurt, the class and why, and who holds what", () => {
    const state: IncidentState = { ...open, severity: "sev1", priority: "p1", impact: { usersAffected: 0.62 }, milestones: { impactStart: { at: begin - 4 * minute, isByPerson: true } } };
    expect(part(state, "what")).toBe("Checkout times out; on checkout");
    expect(part(state, "sinceWhen")).toBe("hurts since 13:56, for 53 min; declared 14:00");
    expect(part(state, "hurt")).toBe("62 % of users");
    expect(part(state, "class", { classReason: "The US fails too" })).toBe("Sev 1 × P1: The US fails too");
    expect(part(state, "holders")).toBe("Incident commander: grete");
  });

  it("says plainly what nobody knows yet, and never makes it up", () => {
    expect(["hurt", "class", "so", "ruledOut", "underWay"].map((name) => part(open, name as BriefPart))).toEqual(["Nobody has stated it yet", "Not classified yet", "Nothing is agreed yet", "Nothing yet", "Nothing is written down"]);
    expect(part(open, "missed")).toBeUndefined();
  });

  it("keeps what is so apart from what was ruled out and what is done about it", () => {
    const ground = [item({}), item({ text: text("refunds work"), mark: "disputed" }), item({ kind: "hypothesis", text: text("provider slow"), mark: "ruled-out", marked: { byPersonId: "dana", at: begin, reason: text("p99 is 240 ms") } }), item({ kind: "action", text: text("widens the pool"), ownerId: "chidi" }), item({ text: text("over"), mark: "done" })];
    const state = { ...open, ground };
    expect([part(state, "so"), part(state, "ruledOut"), part(state, "underWay")]).toEqual(["the ledger is full; disputed: refunds work", "provider slow (p99 is 240 ms)", "chidi: widens the pool"]);
  });

  it("says what is needed first, then what is due soonest", () => {
    const state: IncidentState = {
      ...open,
      ground: [item({ kind: "need", text: text("somebody who may stop settlement") })],
      told: { executives: { lastAt: begin, nextAt: begin + 60 * minute } },
      tasks: [{ taskId: "t", text: text("answer Support"), ownerId: "elif", dueAt: begin + 30 * minute, status: "open", addedAt: begin }],
    };
    expect(part(state, "next")).toBe("needed: somebody who may stop settlement; elif: answer Support, by 14:30; update to executives by 15:00; relief of grete by 22:00");
  });

  it("says what a reader missed since they were last here", () => {
    expect(part(open, "missed", { missed: { since: begin, lines: ["class is Sev 1 × P1", "3 notes"] } })).toBe("14:00: class is Sev 1 × P1; 3 notes");
  });

  it("of a handover has the seven parts, in their order, whatever the incident is like", () => {
    expect(briefOf(noIncident, usualProcess, facts, handoverParts).map(({ part: name }) => name)).toEqual(handoverParts);
  });
});

const phrase = fc.array(fc.string({ minLength: 1, maxLength: 12 }).map((word) => word.replace(/\s/g, "x")), { minLength: 1, maxLength: 40 }).map((words) => words.join(" "));
const anyState: fc.Arbitrary<IncidentState> = fc.record({
  ground: fc.array(fc.record({ kind: fc.constantFrom(...groundKinds), mark: fc.constantFrom(...groundMarks), words: phrase }), { maxLength: 30 }),
  tasks: fc.array(phrase, { maxLength: 15 }),
  title: phrase,
}).map(({ ground, tasks, title }) => ({
  ...open,
  title: text(title),
  ground: ground.map(({ kind, mark, words }, index) => item({ itemId: String(index), kind, mark, text: text(words) })),
  tasks: tasks.map((words, index) => ({ taskId: String(index), text: text(words), ownerId: "elif", dueAt: index % 2 === 0 ? begin : null, status: "open" as const, addedAt: begin })),
}));

describe("whatever an incident holds", () => {
  it("its brief is read in a minute, and no part of it is left out or empty", () => {
    fc.assert(
      fc.property(anyState, fc.array(phrase, { maxLength: 20 }), phrase, (state, lines, classReason) => {
        const fields = briefOf({ ...state, severity: "sev1", priority: "p1" }, process, { ...facts, classReason, missed: { since: begin, lines } });
        expect(fields.map((field) => field.part)).toEqual(briefParts);
        expect(fields.reduce((sum, { title, text: words }) => sum + countWords(title) + countWords(words), 0)).toBeLessThanOrEqual(mostBriefWords);
        for (const field of fields) expect(field.text).not.toBe("");
      }),
    );
  });

  it("what a part leaves out is counted in it", () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const so = briefOf(state, process, facts).find((field) => field.part === "so")?.text ?? "";
        const conditions = state.ground.filter(({ kind, mark }) => kind === "condition" && mark !== "done" && mark !== "ruled-out").length;
        const rest = Number(/; and (\d+) more$/.exec(so)?.[1] ?? 0);
        expect(rest).toBeLessThan(Math.max(conditions, 1));
      }),
    );
  });
});
