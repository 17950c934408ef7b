import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findKeyMoments, pinnedEntries, type Entry, type IncidentFact } from "./key-moment.rules.ts";
import { escapeLine, writeMarkdown, type RetrospectiveDocument } from "./markdown.rules.ts";
import { proposeSummary, wordLength } from "./summary.rules.ts";

const at = Date.parse("2026-11-16T10:22:00Z");
const minute = 60_000;
const document: RetrospectiveDocument = {
  ref: "INC-211",
  title: "Search returned no products",
  severity: "Sev 1",
  priority: "P2",
  services: ["Search", "Storefront"],
  owner: "Jonas Weber",
  standing: "In review, due 2026-11-21",
  milestones: [{ milestone: "impactStart", at }],
  measures: { mttd: { status: "recorded", milliseconds: 9 * minute }, mtta: { status: "pending" }, mttr: { status: "not-applicable" }, timeToRestore: { status: "invalid" } },
  keyMoments: [{ at: at + 11 * minute, words: "Amara Okafor has it" }],
  sections: [
    { title: "Summary", kind: "text", text: "Search was **empty** for 41 minutes." },
    { title: "Detection", kind: "text", text: null },
  ],
  followUps: [{ text: "Count products", driver: "Chidi Novak", dueAt: at, reviewAt: at + 14 * 86_400_000, status: "open" }],
};

describe("the export", () => {
  it("says what is known, when, what was written and what follows", () => {
    expect(writeMarkdown(document)).toBe(
      [
        "# INC-211: Search returned no products",
        "- Class: Sev 1 × P2\n- Services: Search and Storefront\n- Owner: Jonas Weber\n- In review, due 2026-11-21",
        "## Milestones and measures",
        [
          "- Impact began: 2026-11-16 10:22 UTC",
          "- MTTD, from the start of the impact until it was detected: 9 minutes",
          "- MTTA, from the first page until somebody had it: not known yet",
          "- MTTR, from then until it was resolved: does not apply",
          "- Time to restore, from the start of the impact to its end: the times contradict each other",
        ].join("\n"),
        "## Key moments",
        "- 2026-11-16 10:33 UTC · Amara Okafor has it",
        "## Summary",
        "Search was **empty** for 41 minutes.",
        "## Detection",
        "Nothing is written here yet.",
        "## Follow-ups",
        "- Open: Count products (driver Chidi Novak; due 2026-11-16; looked at again 2026-11-30)\n",
      ].join("\n\n"),
    );
  });

  it("shows key moments and follow-ups in their own sections where the process has them", () => {
    const written = writeMarkdown({ ...document, sections: [{ title: "Timeline", kind: "timeline", text: "As it was:" }, { title: "What next", kind: "follow-ups", text: "" }] });
    expect(written).toContain("## Timeline\n\nAs it was:\n\n- 2026-11-16 10:33 UTC · Amara");
    expect(written).toContain("## What next\n\n- Open: Count products");
    expect(written).not.toContain("## Key moments");
    expect(written).not.toContain("## Follow-ups");
  });

  it("keeps hostile titles and facts on their line and without effect", () => {
    const hostile = "# One\n## Two <img src=x onerror=alert(1)> [click](https://evil.example) `code` **bold** \u202Eesrever | &lt; www.evil.example";
    const written = writeMarkdown({ ...document, title: hostile, keyMoments: [{ at, words: hostile }], followUps: [{ text: hostile, driver: hostile, dueAt: null, reviewAt: at, status: "done" }] });
    expect(written.split("\n").filter((line) => line.startsWith("#"))).toHaveLength(6);
    expect(written).not.toMatch(/<|\u202E|(?<!\\)\[|https:\/\//);
    expect(written).toContain("\\# One \\#\\# Two &lt;img src=x onerror=alert(1)&gt; \\[click\\](https\\://evil.example)");
    expect(written).toContain("&amp;lt; www\\.evil.example");
  });

  it("passes texts as they were written, save that no HTML goes through, in code neither", () => {
    const text = "a < b, 1<2 and <script>alert(1)</script>\n\n```html\n<b>\n```\n<!-- gone --> <https://acme.example>";
    const [, section = ""] = writeMarkdown({ ...document, sections: [{ title: "S", kind: "text", text }], followUps: [] }).split("## S\n\n");
    expect(section).toContain("a < b, 1<2 and &lt;script>alert(1)&lt;/script>\n\n```html\n&lt;b>\n```\n&lt;!-- gone --> &lt;https://acme.example>");
  });

  it("ends a block of code that was left open, so that what follows is read", () => {
    const written = writeMarkdown({ ...document, sections: [{ title: "One", kind: "text", text: "~~~~\nmore ~~~\n~~~" }, { title: "Two", kind: "text", text: "```\ndone\n```" }] });
    expect(written).toContain("~~~\n~~~~\n\n## Two\n\n```\ndone\n```\n\n## Follow-ups");
  });

  it("never lets a line of a fact become two, or a tag", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(escapeLine(text)).not.toMatch(/[\n\r\u2028\u2029<>]/);
      }),
    );
  });
});

describe("key moments", () => {
  const entries: Entry[] = [
    ["incident declared", {}],
    ["note posted", { text: { contentId: "", hash: "" }, replyTo: null }],
    ["milestone reached", { milestone: "paged", at: 5 }],
    ["incident acknowledged", { personId: "amara" }],
    ["class set", {}],
    ["decision recorded", {}],
    ["update sent", { isPublic: false }],
    ["update sent", { isPublic: true }],
    ["update sent", { isPublic: true }],
    ["milestone set", { milestone: "impactStart", at: 1 }],
    ["milestone set", { milestone: "impactStart", at: 2 }],
    ["incident resolved", {}],
  ].map(([type, data], place) => ({ entry: place + 1, at: (place + 1) * 100, fact: { type, data } as IncidentFact }));
  const pin = (entry: number, isPinned: boolean): Entry => ({ entry: 20 + entry, at: 9_000, fact: { type: "key moment pinned", data: { entry, isPinned } } });
  const found = (...pins: Entry[]) => findKeyMoments([...entries, ...pins]).map(({ entry }) => entry);

  it("are proposed: declared, paged, acknowledged, class, decisions, the first public update, the end; at the time they were", () => {
    expect(found()).toEqual([11, 3, 1, 4, 5, 6, 8, 12]);
    expect(findKeyMoments(entries)[0]).toEqual({ entry: 11, at: 2, isProposed: true });
  });

  it("are added by a pin and taken out by taking the pin away", () => {
    expect(found(pin(2, true))).toEqual([11, 3, 1, 2, 4, 5, 6, 8, 12]);
    expect(found(pin(6, true), pin(6, false))).toEqual([11, 3, 1, 4, 5, 8, 12]);
    expect(found(pin(6, false))).not.toContain(6);
    expect(pinnedEntries([pin(2, true), pin(3, true), pin(2, false)])).toEqual([2, 3]);
  });
});

describe("the proposed summary", () => {
  const facts = { title: "Search is\nempty", services: ["Search"], severity: "Sev 1", priority: "P2", impact: { usersAffected: 0.6, dataLoss: false, customerIds: ["northwind", "gone"] }, customer: (id: string) => (id === "northwind" ? "Northwind Traders" : id), impactStart: at, impactEnd: at + 41 * minute, declaredAt: at, endedAt: at + 73 * minute };

  it("says what happened, to what, for how long, and as what it was handled", () => {
    expect(proposeSummary(facts)).toBe("Search is empty. It hit Search for 41 minutes. It was handled as Sev 1 × P2. Impact: 60 % of users; the customers Northwind Traders and gone; no data is lost.");
  });

  it("says only what is known", () => {
    const unknown = { ...facts, title: null, services: [], severity: null, priority: null, impact: {}, impactStart: null, impactEnd: null };
    expect(proposeSummary(unknown)).toBe("It was worked on for 1 hour 13 minutes.");
    expect(proposeSummary({ ...unknown, endedAt: null })).toBe("");
    expect(proposeSummary({ ...unknown, services: ["Search", "Checkout", "Mail"] })).toBe("It hit Search, Checkout and Mail and was worked on for 1 hour 13 minutes.");
    expect(proposeSummary({ ...unknown, impactStart: at, impactEnd: at + minute })).toBe("It lasted 1 minute.");
  });

  it("counts lengths of time as people do", () => {
    expect([0, 59, 60, 1_441, 3_000].map((minutes) => wordLength(minutes * minute))).toEqual(["less than a minute", "59 minutes", "1 hour", "1 day 1 minute", "2 days 2 hours"]);
  });
});
