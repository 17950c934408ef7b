import { describe, expect, it } from "vitest";
import { countWords, holdingWords, isNight, isPressing, ordered, type Participant, sideWords, standingWords } from "./people-words.ts";

const now = Date.parse("2026-11-19T13:47:00Z");
const person = (parts: Partial<Participant>): Participant => ({ id: "hana", name: "Hana Kim", timezone: "Asia/Seoul", roles: [], workstreams: [], standing: "in", since: "2026-11-19T13:13:00.000Z", briefedAt: null, ...parts });
const role = (parts: object) => ({ role: "scribe", name: "Scribe", area: null, duties: [], isCommand: false, isRequired: false, isShared: false, mayChangeProduction: false, coveredBy: "Incident commander", holders: [], onCall: [], deputy: null, ...parts });

describe("the people of a room", () => {
  it("are said to be up at night by their own clock", () => {
    expect([isNight("Asia/Seoul", now), isNight("Europe/Berlin", now), isNight("America/Mexico_City", now)]).toEqual([true, false, false]);
    expect(sideWords(person({}), now, "Europe/Berlin")).toBe("22:47");
    expect(sideWords(person({ timezone: "Europe/Berlin" }), now, "Europe/Berlin")).toBe("34 min");
    expect(sideWords(person({ timezone: "America/Mexico_City", standing: "cannot" }), now, "Europe/Berlin")).toBe("07:47 local");
  });

  it("were in it until it ended", () => {
    expect(sideWords(person({}), now, "Europe/Berlin", "2026-11-19T13:40:00.000Z")).toBe("27 min");
  });

  it("stand in the order of what they do, with how they stand in words", () => {
    const people = [person({ id: "a", standing: "silent" }), person({ id: "b" }), person({ id: "c", roles: ["Incident commander"] }), person({ id: "d", standing: "paged" })];
    expect(ordered(people).map(({ id }) => id)).toEqual(["c", "b", "d", "a"]);
    expect(countWords(people)).toBe("2 in, 1 paged, 1 not");
    expect(people.map((one) => standingWords(one))).toEqual(["Paged, never answered", "Without a role or workstream yet", "Incident commander", "Paged, no answer yet"]);
  });
});

describe("a role", () => {
  it("says who holds it, whom its duties fall to, and that it is missed", () => {
    expect(holdingWords(role({}), null)).toBe("its duties fall to the Incident commander");
    expect(holdingWords(role({ isRequired: true }), null)).toBe("required, and nobody holds it yet");
    expect(holdingWords(role({ coveredBy: null }), null)).toBe("Muster");
    const grete = { id: "grete", name: "Grete Lund", since: "2026-11-19T13:13:00.000Z", isProvisional: true };
    expect(holdingWords(role({ holders: [grete] }), "grete")).toBe("you for now");
    expect([isPressing(role({})), isPressing(role({ isRequired: true })), isPressing(role({ holders: [grete] }))]).toEqual([false, true, true]);
  });
});
