import { describe, expect, it } from "vitest";
import type { HoldingView } from "../../../server/features/incidents/holding.contract.ts";
import { elsewhere, freeFirst, holdingWords, inSeveral, marksOf } from "./several-words.ts";

const names: Readonly<Record<string, string>> = { grete: "Grete Lund", dana: "Dana Reyes", ben: "Ben Sato" };
const held = (personId: string, ref: string, role = "Scribe"): HoldingView =>
  ({ person: { id: personId, name: names[personId] ?? personId }, incident: { id: `id of ${ref}`, ref }, role: { id: role, name: role }, isCommand: false, since: "2026-11-19T14:02:00.000Z" });
const holdings = [held("grete", "INC-1", "Incident commander"), held("grete", "INC-7", "Incident commander"), held("dana", "INC-7"), held("ben", "INC-7"), held("ben", "INC-7", "Technical lead")];

describe("people in several incidents", () => {
  it("are said to hold what they hold elsewhere, not here", () => {
    expect(elsewhere(holdings, "grete", "id of INC-1").map(({ incident }) => incident.ref)).toEqual(["INC-7"]);
    expect(holdingWords(held("grete", "INC-7", "Incident commander"), Date.parse("2026-11-19T14:30:00Z"))).toMatch(/^Incident commander of INC-7 since \d\d:\d\d$/);
    expect([...marksOf(holdings, "id of INC-7")]).toEqual([["grete", "also Incident commander of INC-1"]]);
    expect(marksOf(holdings, null).get("ben")).toBe("also Scribe of INC-7 and Technical lead of INC-7");
  });

  it("stand after those who are free, and keep their order otherwise", () => {
    expect(freeFirst([{ id: "grete" }, { id: "zoe" }, { id: "dana" }, { id: "amy" }], marksOf(holdings, null)).map(({ id }) => id)).toEqual(["zoe", "amy", "grete", "dana"]);
  });

  it("are told by name, never by how much they hold; two roles in one incident are no two incidents", () => {
    expect(inSeveral([...holdings, held("dana", "INC-1")]).map(({ person, holdings: own }) => [person.name, own.length])).toEqual([["Dana Reyes", 2], ["Grete Lund", 2]]);
  });
});
