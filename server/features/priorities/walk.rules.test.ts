import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeCsv, writeGapMarkdown, type GapLine } from "./gap-export.rules.ts";
import { placeOf, walkSteps } from "./walk.rules.ts";

const gap: GapLine = {
  ...{ priority: "P1", service: "Checkout", question: "unwatched", text: "Orders are paid twice", watchBy: "slo", status: "open" },
  ...{ reason: null, link: null, addedBy: "Chidi Novak", addedAt: "2026-11-19T13:47:00.000Z" },
};

describe("a walk", () => {
  it("asks for alerts without a priority first, then of each priority what carries it and what nobody watches", () => {
    expect(walkSteps(["p1", "p2"]).map(({ question, priority }) => `${question} ${priority ?? ""}`.trim())).toEqual(["unmapped", "mapped p1", "unwatched p1", "mapped p2", "unwatched p2"]);
  });

  it("finds every step again by what it asks, and begins again where its priority is gone", () => {
    fc.assert(fc.property(fc.uniqueArray(fc.stringMatching(/^p\d$/), { maxLength: 5 }), (priorities) => {
      const steps = walkSteps(priorities);
      expect(steps.map((step) => placeOf(steps, step))).toEqual(steps.map((_, place) => place));
      expect(placeOf(steps, { question: "mapped", priority: "gone" })).toBe(0);
    }));
  });
});

describe("gaps that are handed out", () => {
  it("are a table, in which nothing is a formula", () => {
    expect(writeCsv([gap, { ...gap, text: '=HYPERLINK("x"), now', service: null, status: "dropped", reason: "two\nlines" }])).toBe(
      "Priority,Service,What,Finding,Watched by,Status,Why,Link,Added by,Added at\r\n" +
        "P1,Checkout,Orders are paid twice,nothing watches it,an SLO on an indicator that is there,open,,,Chidi Novak,2026-11-19T13:47:00.000Z\r\n" +
        'P1,,"\'=HYPERLINK(""x""), now",nothing watches it,an SLO on an indicator that is there,dropped,"two\nlines",,Chidi Novak,2026-11-19T13:47:00.000Z\r\n',
    );
  });

  it("never break out of their row, whatever somebody typed", () => {
    fc.assert(fc.property(fc.string(), (text) => {
      expect(writeGapMarkdown([{ ...gap, text }]).split("\n").filter((line) => line.startsWith("- [")).length).toBe(1);
    }));
  });

  it("are a list by priority, ticked where they are done", () => {
    expect(writeGapMarkdown([gap, { ...gap, priority: null, question: "unmapped", watchBy: null, text: "Disk *full*", status: "done", link: "https://tracker.example/1" }])).toBe(
      "# What nobody watches yet\n\n## P1\n\n- [ ] **Checkout** Orders are paid twice (nothing watches it; to be watched by an SLO on an indicator that is there; by Chidi Novak)\n\n" +
        "## No priority yet\n\n- [x] **Checkout** Disk \\*full\\* (carries no priority; done; by Chidi Novak) <https://tracker.example/1>\n",
    );
    expect(writeGapMarkdown([])).toContain("Nothing was found.");
  });
});
