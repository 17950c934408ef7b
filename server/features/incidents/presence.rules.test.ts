import { describe, expect, it } from "vitest";
import { isRefusal } from "../../values/refusal.ts";
import { evolveIncident } from "./incident-evolution.rules.ts";
import { decideIncident, type IncidentCommand } from "./incident.rules.ts";
import { noIncident, type IncidentState } from "./incident.state.rules.ts";
import { isObserving, questionsOf } from "./presence.rules.ts";
import { passesAt, reliefOf, reliefWanted, successorsOf } from "./relief.rules.ts";
import { usualProcess } from "../process/process.rules.ts";

const begin = Date.UTC(2026, 10, 19, 14, 0);
const hour = 3_600_000;
const text = (contentId: string) => ({ contentId, hash: "ab" });
const command = "incident-commander";
const grete = { role: command, personId: "grete", since: begin, isProvisional: false, because: "taken" } as const;
const open: IncidentState = { ...noIncident, status: "open", entries: 1, declaredAt: begin, commanderRole: command, holders: [grete] };

function run(...commands: IncidentCommand[]) {
  let state = open;
  const outcomes = commands.map((one, index) => {
    const outcome = decideIncident(one, state);
    if (!isRefusal(outcome)) for (const fact of outcome) state = evolveIncident(state, fact, begin + index);
    return outcome;
  });
  return { state, last: outcomes.at(-1) };
}

const join = (personId: string, as: "responder" | "observer", hasRead = false): IncidentCommand => ({ kind: "join", personId, as, hasRead });
const ask = (personId: string): IncidentCommand => ({ kind: "ask", questionId: "q", text: text("when?"), personId });
const settle = (outcome: "answered" | "waits", more: object = {}): IncidentCommand => ({ kind: "settle question", questionId: "q", outcome, answer: outcome === "answered" ? text("at 15:30") : null, personId: "grete", mayAnswer: true, ...more }) as IncidentCommand;

describe("whoever comes in", () => {
  it("joins once, and it stays known when they read the brief last", () => {
    const { state, last } = run(join("dana", "responder", true), join("dana", "responder"));
    expect([state.present, state.briefed, last]).toEqual([[{ personId: "dana", as: "responder", joinedAt: begin }], { dana: begin }, []]);
  });

  it("may observe, and takes part once they hold a role", () => {
    expect(isObserving(run(join("hana", "observer")).state, "hana")).toBe(true);
    expect(isObserving(run(join("hana", "observer"), { kind: "take", role: "scribe", isShared: false, personId: "hana" }).state, "hana")).toBe(false);
    expect(run(join("grete", "observer")).last).toMatchObject({ code: "incident.holds-role" });
  });

  it("may leave, unless they hold a role", () => {
    expect(run(join("hana", "observer"), { kind: "leave", personId: "hana" }).state.present).toEqual([]);
    expect(run({ kind: "leave", personId: "grete" }).last).toMatchObject({ code: "incident.holds-role" });
  });
});

describe("a question", () => {
  it("goes to the commander, and who asks observes from then on", () => {
    const { state } = run(ask("hana"));
    expect([questionsOf(state), isObserving(state, "hana")]).toMatchObject([[{ byPersonId: "hana", outcome: "open" }], true]);
    expect(run(ask("grete")).last).toMatchObject({ code: "incident.question-to-oneself" });
  });

  it("is answered with words, or waits and is answered later, by the commander alone", () => {
    expect(questionsOf(run(ask("hana"), settle("waits"), settle("answered")).state)).toMatchObject([{ outcome: "answered", answer: text("at 15:30") }]);
    expect(run(ask("hana"), settle("answered", { answer: null })).last).toMatchObject({ code: "incident.answer.invalid" });
    expect(run(ask("hana"), settle("answered", { mayAnswer: false })).last).toMatchObject({ code: "not-allowed" });
  });

  it("that two answer at once keeps the first answer", () => {
    expect(run(ask("hana"), settle("answered"), settle("answered", { answer: text("no") })).last).toMatchObject({ code: "incident.question-answered" });
  });
});

describe("command", () => {
  it("that is taken from somebody names whom", () => {
    expect(run({ kind: "assign", role: command, isShared: false, personId: "hana" }).last).toMatchObject([{ type: "role taken", data: { personId: "hana", because: "assigned", fromPersonId: "grete" } }]);
  });
});

describe("relief", () => {
  const process = { ...usualProcess, relief: { roles: { [command]: "8h", default: "10h" }, handoff: "30m" } };

  it("is due when the role was held as long as the process says, and the handover lies before", () => {
    expect(reliefOf(process, grete)).toEqual({ dueAt: begin + 8 * hour, handoffFrom: begin + 7.5 * hour });
    expect(reliefOf(process, { ...grete, role: "scribe" })?.dueAt).toBe(begin + 10 * hour);
    expect([reliefOf(usualProcess, grete), passesAt(usualProcess, begin), passesAt(process, begin)]).toEqual([null, null, begin + 0.5 * hour]);
  });

  it("is asked for once by whoever holds the role, said once by the process, and over when the role passes", () => {
    const wanted: IncidentCommand = { kind: "ask relief", role: command, personId: "grete", successorId: "dana" };
    const due: IncidentCommand = { kind: "relief due", role: command, personId: "grete", dueAt: begin + 8 * hour, successorId: "dana" };
    expect(run(wanted, wanted).last).toEqual([]);
    expect(run(wanted, due, due).last).toEqual([]);
    expect(reliefWanted(run(wanted, due).state)).toMatchObject([{ askedAt: begin, dueAt: begin + 8 * hour, successorId: "dana" }]);
    expect(reliefWanted(run(due, { kind: "assign", role: command, isShared: false, personId: "dana" }).state)).toEqual([]);
    expect(run({ ...wanted, personId: "dana" } as IncidentCommand).last).toMatchObject({ code: "incident.role-not-yours" });
  });

  it("proposes who is in no other incident, then where it is day, then who was least in incidents", () => {
    const candidate = (personId: string, hours: number, more: object = {}) => ({ personId, hours, isInAnother: false, isNight: false, ...more });
    const all = [candidate("busy", 0, { isInAnother: true }), candidate("asleep", 0, { isNight: true }), candidate("tired", 9), candidate("fresh", 1), candidate("grete", 0)];
    expect(successorsOf(all, [grete])).toEqual(["fresh", "tired", "asleep", "busy"]);
  });

  it("that the two begin side by side may be taken early, saying why", () => {
    const offer: IncidentCommand = { kind: "offer handover", handoverId: "h", role: command, fromPersonId: "grete", toPersonId: "dana", brief: text("b"), passesAt: begin + hour };
    expect(run(offer).state.handovers).toMatchObject([{ passesAt: begin + hour }]);
    expect(run(offer, { kind: "accept handover", handoverId: "h", personId: "dana", early: { reason: text("ill") } }).last).toEqual([{ type: "handover accepted", data: { handoverId: "h", early: { reason: text("ill") } } }]);
  });
});
