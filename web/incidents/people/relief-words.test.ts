import { describe, expect, it } from "vitest";
import { reliefWords, wantedWords } from "./relief-words.ts";

const now = Date.parse("2026-11-19T14:47:00Z");
const grete = { id: "grete", name: "Grete Lund" };
const holder = (reliefAt: string | null) => ({ ...grete, since: "2026-11-19T07:27:00.000Z", isProvisional: false, reliefAt });
const role = (reliefAt: string | null) => ({ role: "ic", name: "Commander", area: null, duties: [], isCommand: true, isRequired: true, isShared: false, mayChangeProduction: false, coveredBy: null, onCall: [], deputy: null, holders: [holder(reliefAt)] });
const wanted = { role: "ic", roleName: "Commander", person: grete, askedAt: null, dueAt: "2026-11-19T15:27:00.000Z", successor: { id: "dana", name: "Dana Reyes" } };

describe("relief", () => {
  it("is told with whoever is to be relieved, and that it was due", () => {
    expect(reliefWords({ roles: [role("2026-11-19T15:27:00.000Z")] }, "grete", now)).toMatch(/^relief at \d\d:27$/);
    expect(reliefWords({ roles: [role("2026-11-19T14:27:00.000Z")] }, "grete", now)).toMatch(/^relief was due at \d\d:27$/);
    expect([reliefWords({ roles: [role(null)] }, "grete", now), reliefWords({ roles: [role("2026-11-19T15:27:00.000Z")] }, "dana", now)]).toEqual([null, null]);
  });

  it("says whether somebody asked or the process does, and who is proposed", () => {
    expect(wantedWords(wanted, null, now).title).toMatch(/^Grete Lund hands Commander over until \d\d:27, by the process\.$/);
    expect(wantedWords({ ...wanted, askedAt: "2026-11-19T14:40:00.000Z" }, "grete", now).title).toBe("You asked to be relieved as Commander.");
    expect(wantedWords(wanted, null, now).text).toContain("Dana Reyes is proposed");
    expect(wantedWords({ ...wanted, successor: null }, null, now).text).toContain("nobody else");
  });
});
