import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRefusal } from "../../values/refusal.ts";
import { evolveIncident } from "./incident-evolution.rules.ts";
import { decideIncident, type IncidentCommand } from "./incident.rules.ts";
import { noIncident, type IncidentState } from "./incident.state.rules.ts";
import { leftBehind, mayBeTold, named } from "./privacy.rules.ts";

const begin = Date.UTC(2026, 10, 19, 14, 0);
const text = (contentId: string) => ({ contentId, hash: "ab" });
const role = "incident-commander";
const grete = { role, personId: "grete", since: begin, isProvisional: false, because: "taken" } as const;
const open: IncidentState = { ...noIncident, status: "open", entries: 1, declaredAt: begin, commanderRole: role, holders: [grete] };

function run(...commands: IncidentCommand[]) {
  let state = open;
  const outcomes = commands.map((one, index) => {
    const outcome = decideIncident(one, state);
    if (!isRefusal(outcome)) for (const fact of outcome) state = evolveIncident(state, fact, begin + index);
    return outcome;
  });
  return { state, last: outcomes.at(-1), seenBy: state.privacy?.map(({ who }) => who) };
}

const makePrivate = (...people: string[]): IncidentCommand => ({ kind: "make private", reason: text("why"), named: people.map((id) => named(id, "named")) });
const openTo = (...who: string[]): IncidentCommand => ({ kind: "open to", named: who.map((one) => ({ who: one, because: "named" })) });
const closeTo = (who: string): IncidentCommand => ({ kind: "close to", who });
const makePublic: IncidentCommand = { kind: "make public", reason: text("told") };
const join = (personId: string): IncidentCommand => ({ kind: "join", personId, as: "responder", hasRead: false });

describe("a private incident", () => {
  it("is seen by whoever holds a role, came in, or is named, each for the first reason", () => {
    const { state } = run(join("dana"), makePrivate("chidi", "grete"));
    expect(state.privacy).toEqual([{ who: "person/grete", because: "role" }, { who: "person/dana", because: "in it" }, { who: "person/chidi", because: "named" }]);
  });

  it("is opened to more people, teams and audiences, and closed again", () => {
    expect(run(makePrivate(), openTo("team/web", "audience/legal"), closeTo("team/web")).seenBy).toEqual(["person/grete", "audience/legal"]);
    expect(run(makePrivate(), openTo("person/grete")).last).toEqual([]);
    expect(run(makePrivate(), closeTo("person/nobody")).last).toEqual([]);
  });

  it("is never closed to whoever holds a role, or is to take one over", () => {
    expect(run(makePrivate(), closeTo("person/grete")).last).toMatchObject({ code: "incident.named-by-role", details: { holder: "grete" } });
    const offered: IncidentCommand = { kind: "offer handover", handoverId: "h", role, fromPersonId: "grete", toPersonId: "dana", brief: text("b") };
    expect(run(makePrivate(), offered, closeTo("person/dana")).last).toMatchObject({ code: "incident.named-by-role" });
  });

  it("is seen by whoever gets a role in it, and still after they laid it down", () => {
    const take: IncidentCommand = { kind: "take", role: "scribe", isShared: false, personId: "hana" };
    expect(run(makePrivate(), take, { kind: "release", role: "scribe", personId: "hana" }).seenBy).toEqual(["person/grete", "person/hana"]);
  });

  it("is everybody's again, and may become private anew", () => {
    expect(run(makePrivate("chidi"), makePublic).state.privacy).toBeUndefined();
    expect(run(makePrivate("chidi"), makePublic, makePrivate("dana")).seenBy).toEqual(["person/grete", "person/dana"]);
    expect(run(makePrivate(), makePrivate()).last).toMatchObject({ code: "incident.private" });
    expect([run(makePublic).last, run(closeTo("person/chidi")).last]).toMatchObject([{ code: "incident.public" }, { code: "incident.public" }]);
    expect(run(openTo("person/chidi")).last).toEqual([]);
  });

  it("is not merged into one that everybody sees", () => {
    const into = (isPrivate: boolean): IncidentCommand => ({ kind: "merge", into: { incidentId: "other", isItself: false, isRunning: true, isPrivate } });
    expect(run(makePrivate(), into(false)).last).toMatchObject({ code: "incident.merge-private-into-public" });
    expect(run(makePrivate(), into(true)).state.status).toBe("merged");
    expect(run(into(false)).state.status).toBe("merged");
  });

  it("leaves nobody behind who saw the one that is merged into it, and lets in nobody else", () => {
    const merged = run(makePrivate("chidi", "dana"), openTo("team/web", "audience/legal"), closeTo("person/dana")).state;
    const into = run(makePrivate("chidi")).state;
    expect(leftBehind(merged, into)).toEqual([{ who: "team/web", because: "merged" }]);
    expect(run(makePrivate("chidi"), { kind: "open to", named: leftBehind(merged, into) }).seenBy).toEqual(["person/grete", "person/chidi", "team/web"]);
    expect([leftBehind(open, into), leftBehind(open, open), leftBehind(merged, open)]).toEqual([[], [], []]);
  });

  it("is told to those alone who are named", () => {
    const { state } = run(makePrivate("chidi"), openTo("team/web", "audience/legal"));
    expect(["legal", "team/web", "person/chidi", "customers", "team/core", "person/dana"].map((who) => mayBeTold(state, who))).toEqual([true, true, true, false, false, false]);
    expect(mayBeTold(open, "customers")).toBe(true);
  });

  it("whatever happens, holds whoever commands, and names each once", () => {
    const person = fc.constantFrom("grete", "dana", "hana", "chidi");
    const command = fc.oneof(
      person.map((id) => makePrivate(id)),
      person.map((id) => openTo(`person/${id}`)),
      person.map((id) => closeTo(`person/${id}`)),
      person.map((id): IncidentCommand => ({ kind: "assign", role, isShared: false, personId: id })),
      person.map(join),
      person.map((id): IncidentCommand => ({ kind: "leave", personId: id })),
      fc.constant(makePublic),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), (commands) => {
        const { state, seenBy } = run(...commands);
        if (seenBy === undefined) return;
        expect(new Set(seenBy).size).toBe(seenBy.length);
        for (const holder of state.holders) expect(seenBy).toContain(`person/${holder.personId}`);
      }),
    );
  });
});
