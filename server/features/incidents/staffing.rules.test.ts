import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSource } from "../../platform/config-document/read-source.ts";
import type { ContentReference } from "../../values/content-reference.ts";
import { isRefusal, type Refusal } from "../../values/refusal.ts";
import { processSchema } from "../process/process.document.ts";
import { deputiesOf, standInFor } from "./deputy.rules.ts";
import { dutiesOf } from "./duty.rules.ts";
import { evolveIncident } from "./incident-evolution.rules.ts";
import type { IncidentFact } from "./incident.events.ts";
import { decideIncident, type IncidentCommand } from "./incident.rules.ts";
import { noIncident, type IncidentState } from "./incident.state.rules.ts";
import { openWorkstreams, workstreamsOfPerson } from "./workstream.rules.ts";

const acme = readSource(readFileSync("examples/acme.yaml", "utf8"), "yaml") as { value: { process: unknown } };
const process = processSchema.parse(acme.value.process);
const text: ContentReference = { contentId: "00000000-0000-7000-8000-000000000001", hash: "ab" };
const minute = 60_000;
const command = "incident-commander";
const many = new Set(process.roles.filter(({ many: isShared }) => isShared).map(({ id }) => id));

const declared: IncidentCommand = {
  kind: "declare",
  ...{ number: 1, title: text, origin: "person", serviceIds: [], groups: [], processVersion: 1, commanderRole: command, severity: null, priority: null, reportedAt: null, isDrill: false },
  commander: { personId: "grete", isProvisional: false, because: "declared" },
};
const take = (personId: string, role: string): IncidentCommand => ({ kind: "take", role, isShared: many.has(role), personId });
const assign = (personId: string, role: string): IncidentCommand => ({ kind: "assign", role, isShared: many.has(role), personId });
const release = (personId: string, role: string): IncidentCommand => ({ kind: "release", role, personId });
const offer = (from: string, to: string, role = command): IncidentCommand => ({ kind: "offer handover", handoverId: "h", role, fromPersonId: from, toPersonId: to, brief: text });
const accept = (personId: string): IncidentCommand => ({ kind: "accept handover", handoverId: "h", personId });
const settle = (role: string, place: number, status: "open" | "done" | "dropped" = "done", holderId: string | null = null): IncidentCommand => ({ kind: "settle duty", role, place, holderId, status });

/** The incident after these commands, a minute apart, and the last outcome. */
function run(...commands: IncidentCommand[]): { state: IncidentState; last: IncidentFact[] | Refusal } {
  let state = noIncident;
  let last: IncidentFact[] | Refusal = [];
  [declared, ...commands].forEach((one, index) => {
    last = decideIncident(one, state);
    if (!isRefusal(last)) state = last.reduce((before, fact) => evolveIncident(before, fact, index * minute), state);
  });
  return { state, last };
}

const duties = (state: IncidentState, of?: string) =>
  dutiesOf(process, state).filter(({ role }) => of === undefined || role === of).map(({ words, ownerId, status }) => `${ownerId}: ${words}${status === "open" ? "" : `, ${status}`}`);

describe("the duties of a role", () => {
  it("are tasks of whoever holds it", () => {
    expect(duties(run().state, command)).toEqual(["grete: Coordinate the response", "grete: Decide", "grete: Delegate", "grete: Keep focus"]);
  });

  it("wait while command is held for now", () => {
    const paged = { ...declared, commander: { personId: "ben", isProvisional: true, because: "first-paged" } } as IncidentCommand;
    const outcome = decideIncident(paged, noIncident) as IncidentFact[];
    expect(duties(outcome.reduce((before, fact) => evolveIncident(before, fact, 0), noIncident))).toEqual([]);
  });

  it("fall to the holder of the role that theirs combines into, and go to whoever takes theirs", () => {
    expect(duties(run().state, "communications-lead")).toEqual(["grete: Update executives and stakeholders", "grete: Update customers"]);
    expect(duties(run(take("chidi", "technical-lead")).state, "operations")).toEqual(["chidi: Make the changes agreed"]);
    expect(duties(run(settle("communications-lead", 0), take("jonas", "communications-lead")).state, "communications-lead")).toEqual([
      "jonas: Update executives and stakeholders, done",
      "jonas: Update customers",
    ]);
    expect(duties(run(take("jonas", "communications-lead"), release("jonas", "communications-lead")).state, "communications-lead")).toHaveLength(2);
  });

  it("are nobody's where the role combines into none and nobody holds it", () => {
    expect([duties(run().state, "subject-matter-expert"), duties(run().state, "facilitator"), duties(run().state, "scribe")]).toEqual([[], [], []]);
  });

  it("pass with a hand-over and with an assignment: what is done stays done, nothing is doubled", () => {
    const passed = run(settle(command, 1), offer("grete", "hana"), accept("hana"));
    expect(duties(passed.state, command)).toEqual(["hana: Coordinate the response", "hana: Decide, done", "hana: Delegate", "hana: Keep focus"]);
    expect(duties(run(settle(command, 1), assign("hana", command), assign("grete", command)).state, command)).toEqual(duties(run(settle(command, 1)).state, command));
  });

  it("are each holder's own where several hold the role, and pass from one to another", () => {
    const expert = "subject-matter-expert";
    const state = run(take("dana", expert), take("elif", expert), settle(expert, 0, "done", "dana")).state;
    expect(duties(state, expert)).toEqual(["dana: Diagnose and fix a part, done", "elif: Diagnose and fix a part"]);
    expect(duties(run(take("dana", expert), settle(expert, 0, "done", "dana"), offer("dana", "ben", expert), accept("ben")).state, expert)).toEqual(["ben: Diagnose and fix a part, done"]);
  });

  it("are settled as any task: done, dropped, taken up again, said once, also after the end", () => {
    expect(run(settle(command, 0), settle(command, 0)).last).toEqual([]);
    expect(duties(run(settle(command, 0, "dropped")).state, command)[0]).toBe("grete: Coordinate the response, dropped");
    expect(duties(run(settle(command, 0), settle(command, 0, "open")).state, command)[0]).toBe("grete: Coordinate the response");
    expect(run({ kind: "resolve" }, settle(command, 0)).last).toHaveLength(1);
  });

  it("are there once for each role whoever takes, gets, passes on and lays down what", () => {
    const role = fc.constantFrom(command, "communications-lead", "technical-lead", "operations", "planning");
    const someone = fc.constantFrom("grete", "hana", "chidi");
    const step = fc.oneof(fc.tuple(someone, role).map(([p, r]) => take(p, r)), fc.tuple(someone, role).map(([p, r]) => assign(p, r)), fc.tuple(someone, role).map(([p, r]) => release(p, r)), role.map((r) => settle(r, 0)));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const { state } = run(...steps);
        const keys = dutiesOf(process, state).map(({ role: id, place, holderId }) => `${id} ${place} ${holderId ?? ""}`);
        expect(new Set(keys).size).toBe(keys.length);
        for (const one of ["communications-lead", "technical-lead", "planning", command]) expect(duties(state, one)).toHaveLength(process.roles.find(({ id }) => id === one)?.duties.length ?? 0);
      }),
    );
  });
});

describe("a deputy", () => {
  const name = (role: string, personId: string | null): IncidentCommand => ({ kind: "name deputy", role, personId });
  const standIn = (state: IncidentState, role: string, personId: string, receivers: string[] = []) => standInFor(process, state, { role, heldBy: role, personId, isOnlyReceiver: (id) => receivers.includes(id) });

  it("is the person named, else whoever holds the role that the process makes the deputy", () => {
    expect(deputiesOf(process, run(take("hana", "deputy-commander")).state, command)).toEqual(["hana"]);
    expect(deputiesOf(process, run(take("hana", "deputy-commander"), name(command, "ben")).state, command)).toEqual(["ben", "hana"]);
    expect(deputiesOf(process, run(name(command, "ben"), name(command, null)).state, command)).toEqual([]);
  });

  it("does not hold the role, and is none any more once they do", () => {
    expect(run(name(command, "grete")).last).toMatchObject({ code: "incident.deputy-holds-role" });
    expect(run(name(command, "hana"), assign("hana", command)).state.deputies).toEqual([]);
    expect(run(name(command, "hana"), offer("grete", "hana"), accept("hana")).state.deputies).toEqual([]);
    expect(run(name(command, "hana"), offer("grete", "ben"), accept("ben")).state.deputies).toEqual([{ role: command, personId: "hana" }]);
  });

  it("stands in first, then whoever the role combines into, then the commander, and nobody for themselves", () => {
    const crew = [take("jonas", "communications-lead"), take("chidi", "technical-lead"), take("dana", "operations")];
    expect(standIn(run(...crew, name("communications-lead", "kira")).state, "communications-lead", "jonas")).toBe("kira");
    expect(standIn(run(...crew).state, "operations", "dana")).toBe("chidi");
    expect(standIn(run(...crew).state, "operations", "dana", ["chidi"])).toBe("grete");
    expect(standIn(run(...crew).state, "communications-lead", "jonas")).toBe("grete");
    expect(standIn(run().state, "communications-lead", "grete")).toBeNull();
  });

  it("gets an overdue update once for each time it is owed", () => {
    const pass = (dueAt: number, deputyId = "kira"): IncidentCommand => ({ kind: "pass update", role: "communications-lead", fromPersonId: "jonas", toRoles: [], toAudienceIds: ["executives"], dueAt, deputyId });
    expect(run(pass(5), pass(5)).last).toEqual([]);
    expect(run(pass(5), pass(9)).state.passed).toMatchObject([{ dueAt: 5 }, { dueAt: 9, at: 2 * minute }]);
    expect(run(pass(5), pass(5, "hana")).last).toHaveLength(1);
  });
});

describe("a workstream", () => {
  const open = (id: string, leadId: string, more: object = { area: "execution" }): IncidentCommand => ({ kind: "open workstream", workstreamId: id, area: null, name: null, leadId, everyMilliseconds: 30 * minute, ...more });
  const note = (personId: string, workstreamId?: string): IncidentCommand => ({ kind: "note", text, replyTo: null, personId, workstreamId });

  it("has a lead, whose notes in it are its news", () => {
    const { state } = run(open("w", "chidi"), note("dana", "w"), note("chidi"), note("chidi", "w"));
    expect(state.workstreams).toMatchObject([{ leadId: "chidi", since: minute, toldAt: 4 * minute }]);
  });

  it("of an area is open once at a time; of a name there may be several", () => {
    expect(run(open("w", "chidi"), open("v", "dana")).last).toMatchObject({ code: "incident.workstream-open", details: { lead: "chidi" } });
    expect(run(open("w", "chidi"), { kind: "close workstream", workstreamId: "w" }, open("v", "dana")).state.workstreams).toHaveLength(2);
    expect(openWorkstreams(run(open("w", "chidi", { name: text }), open("v", "dana", { name: text })).state)).toHaveLength(2);
  });

  it("gets another lead, whose clock begins anew, and is closed for good", () => {
    const change = (leadId: string): IncidentCommand => ({ kind: "change workstream", workstreamId: "w", leadId });
    expect(run(open("w", "chidi"), change("dana")).state.workstreams).toMatchObject([{ leadId: "dana", since: 2 * minute, everyMilliseconds: 30 * minute }]);
    const closed = [open("w", "chidi"), { kind: "close workstream", workstreamId: "w" } as const];
    expect(run(...closed, change("dana")).last).toMatchObject({ code: "incident.workstream-closed" });
    expect(run(...closed, note("chidi", "w")).last).toMatchObject({ code: "incident.workstream-closed" });
    expect(run(note("chidi", "x")).last).toMatchObject({ code: "incident.workstream.not-found" });
  });

  it("has whoever leads it or has something to do in it", () => {
    const task: IncidentCommand = { kind: "add task", taskId: "t", text, ownerId: "dana", dueAt: null, workstreamId: "w" };
    const { state } = run(open("w", "chidi"), task);
    expect(["chidi", "dana", "elif"].map((id) => workstreamsOfPerson(state, id).length)).toEqual([1, 1, 0]);
    expect(workstreamsOfPerson(run(open("w", "chidi"), task, { kind: "settle task", taskId: "t", status: "done" }).state, "dana")).toEqual([]);
  });
});

describe("a hand-over ahead", () => {
  const hour = 60 * minute;
  const plan = (passesAt: number, toPersonId = "hana", planId = "p"): IncidentCommand => ({ kind: "plan handover", planId, role: command, toPersonId, passesAt, now: 0 });

  it("is planned for the 24 hours to come, once for a time, and can be called off", () => {
    expect(run(plan(6 * hour)).state.plannedHandovers).toEqual([{ planId: "p", role: command, toPersonId: "hana", passesAt: 6 * hour }]);
    expect(run(plan(6 * hour), plan(6 * hour)).last).toEqual([]);
    expect(run(plan(6 * hour), plan(6 * hour, "ben")).last).toMatchObject({ code: "incident.handover-planned", details: { planned: "hana" } });
    expect(run(plan(25 * hour)).last).toMatchObject({ code: "incident.handover-plan.invalid" });
    expect(run(plan(6 * hour), { kind: "unplan handover", planId: "p", because: "person" }).state.plannedHandovers).toEqual([]);
    expect(run({ kind: "unplan handover", planId: "p", because: "person" }).last).toMatchObject({ code: "incident.handover-plan.not-found" });
  });

  it("is over once it is offered, and with the incident", () => {
    expect(run(plan(6 * hour), { ...offer("grete", "hana"), planId: "p" } as IncidentCommand).state.plannedHandovers).toEqual([]);
    expect(run(plan(6 * hour), { kind: "resolve" }).state.plannedHandovers).toEqual([]);
  });
});
