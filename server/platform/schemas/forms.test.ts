import { describe, expect, it } from "vitest";
import fc from "fast-check";
import type { z } from "zod";
import { duration, durationIn, durationOrNone, email, id, orderedId, phone, timeOfDay, url, wallClock, zone } from "./forms.ts";
import { nearest } from "./nearest.ts";
import { percentSchema, readPercent, writePercent } from "./percent.ts";
import { line, secretForm, text, word } from "./text.ts";
import { whatAndMend } from "./wrong-form.ts";

function refusalOf(schema: z.ZodType, value: unknown): string | null {
  const issue = schema.safeParse(value).error?.issues[0];
  return issue ? (whatAndMend(issue.message)?.what ?? issue.message) : null;
}

describe("a form", () => {
  it.each<[string, z.ZodType, unknown[], unknown[]]>([
    ["id", id, ["a", "0", "web-primary", "a_b", "x".repeat(63)], ["", "-a", "_a", "A", "ä", "a b", "x".repeat(64), 1]],
    ["ordered id", orderedId, ["sev0", "5a", "critical"], ["5", "42", ""]],
    ["e-mail address", email, ["ben@acme.example", "b.en+tag@mail.acme.example", "ines@übung.example"], ["ben", "ben@acme", "ben@@acme.example", "ben @acme.example", "Ben <ben@acme.example>", "a@b.c,d@e.fg", "ben@acme.example\n", `${"x".repeat(65)}@acme.example`, "ben@-acme.example"]],
    ["telephone number", phone, ["+4915550101", "+12025550123"], ["4915550101", "+0123456789", "+49 155 50101", "+49", "+1234567890123456", 4915550101]],
    ["zone", zone, ["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires"], ["Berlin", "+02:00", "Europe/Nowhere", ""]],
    ["wall clock", wallClock, ["2026-11-02T09:00", "2024-02-29T00:00"], ["2026-02-29T09:00", "2026-11-02", "2026-11-02T24:00", "2026-11-02T09:00Z", "2026-11-02 09:00"]],
    ["time of day", timeOfDay, ["00:00", "09:30", "24:00"], ["9:30", "24:01", "12:60", "12:30:00", 930]],
    ["duration", duration, ["30s", "5m", "2h", "3d", "1w", "1mo"], ["0s", "5", "5 m", "-5m", "1.5h", "1y", "5M", 5, "9999999s"]],
    ["duration or none", durationOrNone, ["0s", "5m"], ["0", "none"]],
    ["duration of these units", durationIn(["h", "d"]), ["8h", "1d"], ["30m", "0h", "1w"]],
    ["web address", url, ["https://acme.example", "http://127.0.0.1:9090/x?y#z", "https://meet.acme.example/{{ref}}"], ["acme.example", "ftp://acme.example", "javascript:alert(1)", "https://", "https:// acme", "http:///x", "https://acme.example/a b"]],
  ])("is right or wrong: %s", (_name, schema, right, wrong) => {
    for (const value of right) expect([value, refusalOf(schema, value)]).toEqual([value, null]);
    for (const value of wrong) expect([value, refusalOf(schema, value)]).toEqual([value, expect.stringContaining("is not")]);
  });

  it("of what must not be shown does not repeat it", () => {
    const key = secretForm("a key", "Write 8 letters.", (value) => /^[a-z]{8}$/.test(value));
    expect(refusalOf(key, "hush")).toBe("What is given here is not a key.");
    expect(refusalOf(key, 12_345_678)).toBe("What is given here is not a key.");
  });
});

describe("text", () => {
  it("can be stored", () => {
    expect(refusalOf(text(20), "two\nlines, a tab\t")).toBeNull();
    expect(refusalOf(text(20), "😀 and ü")).toBeNull();
    for (const bad of ["a\0b", "\ud800", "a\udc00"]) expect(refusalOf(text(20), bad)).toBe("The text holds a NUL character or half a surrogate pair.");
    expect(refusalOf(text(5), "sixsix")).toBe("The text is longer than 5 characters.");
    for (const empty of ["", " \n "]) expect(refusalOf(text(5), empty)).toBe("The text is empty.");
  });

  it("of one line has no line breaks and no control characters", () => {
    expect(refusalOf(line(), "Checkout is slow")).toBeNull();
    for (const bad of ["a\nb", "a\rb", "a\u0007b", "a\u0085b"]) expect(refusalOf(line(), bad)).toBe("The text goes over more than one line.");
  });
});

describe("a word", () => {
  const kind = word(["alertmanager", "heartbeat"], { prometheus: "alertmanager" });

  it("is one of those known, and the one most likely meant is named", () => {
    expect(kind.safeParse("heartbeat").data).toBe("heartbeat");
    const mendOf = (value: unknown) => whatAndMend(kind.safeParse(value).error?.issues[0]?.message ?? "")?.mend;
    expect(mendOf("hartbeat")).toBe("Did you mean `heartbeat`? It may be alertmanager, heartbeat.");
    expect(mendOf("prometheus")).toBe("Did you mean `alertmanager`? It may be alertmanager, heartbeat.");
    expect(mendOf("constructor")).toBe("It may be alertmanager, heartbeat.");
    expect(mendOf(5)).toBe("It may be alertmanager, heartbeat.");
  });
});

describe("the nearest name", () => {
  it("is found through dropped, added, changed and swapped letters", () => {
    const known = ["severity", "service", "source"];
    for (const typed of ["severty", "severitty", "seberity", "severtiy", "Severity"]) expect([typed, nearest(typed, known)]).toEqual([typed, "severity"]);
    for (const typed of ["x", "labels", "", "sevenseas"]) expect([typed, nearest(typed, known)]).toEqual([typed, null]);
  });

  it("is the name itself where it is known", () => {
    const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { minLength: 1, selector: (name) => name.toLowerCase() });
    fc.assert(fc.property(names, (known) => void expect(nearest(known[0] ?? "", known)).toBe(known[0])));
  });
});

describe("a percentage", () => {
  it("is read with its sign, or as a number that cannot be a share", () => {
    expect(["99.9%", "20 %", "0%", "100%", 99.5, 1].map(readPercent)).toEqual([99.9, 20, 0, 100, 99.5, 1]);
    expect(["99.9", "101%", "-1%", "%", "1e1%", 0.999, 0, 101, Number.NaN].map(readPercent)).toEqual(Array.from({ length: 9 }, () => null));
    expect(refusalOf(percentSchema("a percentage"), 0.999)).toBe("0.999 is not a percentage.");
    expect(refusalOf(percentSchema("a percentage"), true)).toBe("true is not a percentage.");
  });

  it("is written so that it is read as the same", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 100_000_000 }), (millionths) => void expect(readPercent(writePercent(millionths / 1_000_000))).toBe(millionths / 1_000_000)));
    expect([99.9, 100, 20, 0, 0.05].map(writePercent)).toEqual(["99.9%", "100%", "20%", "0%", "0.05%"]);
  });
});
