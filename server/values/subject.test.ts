import { describe, expect, it } from "vitest";
import { callByPolicy, groupsConcerned, policyOfCall, subjectKey, subjectOf, subjectOfKey, withGroups, type Subject } from "./subject.ts";

const id = "019aa6ad-5a00-7000-8000-000000000001";

describe("the key of a subject", () => {
  it("is that of the group, or of the incident and its call", () => {
    expect(subjectKey({ kind: "group", id })).toBe(`group-${id}`);
    expect(subjectKey({ kind: "incident", id, call: "join:person/grete" })).toBe(`incident-${id}-join:person/grete`);
  });

  it.each<Subject>([{ kind: "group", id }, ...["policy:web", "policy:none", "role:incident-commander", "join:person/grete", "expert:db_1.2"].map((call) => ({ kind: "incident" as const, id, call }))])("leads back to %o", (subject) => {
    expect(subjectOfKey(subjectKey(subject))).toEqual(subject);
  });

  it("stands for nothing where it is no key", () => {
    for (const text of ["", "group-", "incident-1-policy:web", `incident-${id}`, `incident-${id}-`, `incident-${id}-a b`]) expect(subjectOfKey(text)).toBeNull();
  });
});

describe("a call of an incident", () => {
  it("names the policy by which it goes", () => {
    expect([callByPolicy("web"), callByPolicy(null)]).toEqual(["policy:web", "policy:none"]);
    expect(["policy:web", "role:scribe"].map(policyOfCall)).toEqual(["web", null]);
  });

  it("concerns the groups that are told with it; a group concerns itself", () => {
    const call = subjectOf("incident", id, "policy:web");
    expect(groupsConcerned(call, {})).toEqual([]);
    expect(groupsConcerned(call, withGroups({ data: {} }, { groupIds: ["a", "b"] }).data)).toEqual(["a", "b"]);
    expect(groupsConcerned(subjectOf("group", id, ""), {})).toEqual([id]);
  });
});
