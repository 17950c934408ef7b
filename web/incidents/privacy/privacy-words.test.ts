import { describe, expect, it } from "vitest";
import { countWords, nameableGroups, whyWords, willSeeWords, type Nameable } from "./privacy-words.ts";

const all: Nameable[] = [
  { who: "person/amara", name: "Amara", kind: "person", people: ["Amara"] },
  { who: "team/web", name: "Web", kind: "team", people: ["Amara", "Ben"] },
  { who: "audience/legal", name: "Legal", kind: "audience", people: [] },
];

describe("naming somebody in a private incident", () => {
  it("says who will see it, each once, and who will only be told", () => {
    expect(willSeeWords(all, ["person/amara", "team/web"])).toEqual(["Amara and Ben see everything in it, from its beginning."]);
    expect(willSeeWords(all, ["audience/legal"])).toEqual(["Legal may be told by updates, and sees nothing else."]);
    expect(willSeeWords(all, ["person/gone"])).toEqual([]);
  });

  it("offers people, teams and audiences apart, and no empty group", () => {
    expect(nameableGroups(all).map(({ items }) => items.map(({ label }) => label))).toEqual([["Amara"], ["Web"], ["Legal"]]);
    expect(nameableGroups([])).toEqual([]);
  });
});

describe("whoever is named", () => {
  const person = { id: "amara", name: "Amara" };

  it("is there for a reason, and a team says who it is", () => {
    expect(whyWords({ kind: "person", because: "paged", people: [person] })).toBe("was paged for it");
    expect(whyWords({ kind: "person", because: "merged", people: [person] })).toBe("saw one that was merged into it");
    expect(whyWords({ kind: "team", because: "named", people: [person] })).toBe("team: Amara");
    expect(whyWords({ kind: "team", because: "named", people: [] })).toBe("team: nobody yet");
    expect(whyWords({ kind: "audience", because: "named", people: [] })).toBe("is told, and sees nothing");
  });

  it("is counted once", () => {
    const one = (who: string, kind: "person" | "team") => ({ who, name: who, kind, because: "named" as const, people: [person], isFixed: false });
    expect(countWords([one("person/amara", "person"), one("team/web", "team")])).toBe("1 person");
  });
});
