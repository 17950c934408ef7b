import { describe, expect, it } from "vitest";
import { commandersOf, findApprovers, wordApprovers, type ApproverFacts, type CommandFact, type Team } from "./approver.rules.ts";

const payments: Team = { id: "payments", managerId: "grete", memberIds: ["chidi", "dana", "elif"] };
const support: Team = { id: "support", managerId: "hana", memberIds: ["jonas", "kira"] };
const leadership: Team = { id: "leadership", managerId: "hana", memberIds: ["grete", "hana"] };
const facts: ApproverFacts = {
  approvedBy: "team-manager",
  hitTeams: [payments],
  teams: [payments, support, leadership],
  holders: [{ role: "incident-commander", personId: "ines" }, { role: "facilitator", personId: "kira" }],
  commanders: ["ines"],
  managers: new Set(["grete", "hana"]),
};
const approvers = (change: Partial<ApproverFacts>) => findApprovers({ ...facts, ...change });

describe("who approves", () => {
  it("is the manager of the team that owns the first service hit", () => {
    expect(approvers({})).toMatchObject({ personIds: ["grete"], isAnyManager: false });
    expect(approvers({ hitTeams: [support, payments] })).toMatchObject({ personIds: ["hana"] });
    expect(approvers({ hitTeams: [{ id: "web", managerId: null, memberIds: [] }, payments] })).toMatchObject({ personIds: ["grete"] });
  });

  it("is the manager of that manager's own team where the manager commanded", () => {
    expect(approvers({ commanders: ["ines", "grete"] })).toMatchObject({ personIds: ["hana"], isAnyManager: false });
  });

  it("is the next above where the manager has no account of a manager, who could never approve", () => {
    expect(approvers({ managers: new Set(["hana"]) })).toMatchObject({ personIds: ["hana"] });
  });

  it("is any manager who did not command where that leads to nobody, or in a circle", () => {
    expect(approvers({ commanders: ["grete", "hana"] })).toMatchObject({ personIds: [], isAnyManager: true });
    expect(approvers({ hitTeams: [] })).toMatchObject({ isAnyManager: true });
    const circle = [{ id: "a", managerId: "grete", memberIds: ["hana"] }, { id: "b", managerId: "hana", memberIds: ["grete"] }];
    expect(approvers({ teams: circle, managers: new Set() })).toMatchObject({ isAnyManager: true });
  });

  it("is a person or the holders of a role where the process says so, and who is above them where they commanded", () => {
    expect(approvers({ approvedBy: "person/hana" })).toMatchObject({ personIds: ["hana"] });
    expect(approvers({ approvedBy: "person/grete", commanders: ["grete"] })).toMatchObject({ personIds: ["hana"] });
    expect(approvers({ approvedBy: "role/facilitator", managers: new Set(["hana", "kira"]) })).toMatchObject({ personIds: ["kira"] });
    expect(approvers({ approvedBy: "role/facilitator" })).toMatchObject({ personIds: ["hana"] });
    expect(approvers({ approvedBy: "role/nobody" })).toMatchObject({ isAnyManager: true });
  });

  it("is said in a sentence", () => {
    const say = (personIds: string[], isAnyManager = false) => wordApprovers({ personIds, isAnyManager, commanders: [] }, (id) => id);
    expect(say(["grete"])).toBe("grete approves it.");
    expect(say(["grete", "hana", "ines"])).toBe("grete, hana or ines approves it.");
    expect(say([], true)).toBe("A manager or an administrator who did not command the incident approves it.");
  });
});

describe("who commanded", () => {
  const declared = { type: "incident declared", data: { commanderRole: "commander", commander: { personId: "amara" } } } as const;
  const taken = (role: string, personId: string): CommandFact => ({ type: "role taken", data: { role, personId } });
  const offered = (handoverId: string, role: string): CommandFact => ({ type: "handover offered", data: { handoverId, role, toPersonId: `to ${handoverId}` } });
  const accepted = (handoverId: string): CommandFact => ({ type: "handover accepted", data: { handoverId } });

  it("is everybody who held command at any time: provisionally, by taking it, by a hand-over", () => {
    expect(commandersOf([declared, taken("commander", "ben"), offered("1", "commander"), accepted("1")])).toEqual(["amara", "ben", "to 1"]);
  });

  it("is nobody who held another role, or to whom command was only offered", () => {
    expect(commandersOf([declared, taken("scribe", "kira"), offered("1", "scribe"), accepted("1"), offered("2", "commander")])).toEqual(["amara"]);
  });
});
