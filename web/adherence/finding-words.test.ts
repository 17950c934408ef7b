import { describe, expect, it } from "vitest";
import type { FindingView, TrendView } from "../../server/features/adherence/contract.ts";
import { countFindings, wordCounts } from "../../server/features/adherence/evidence-findings.rules.ts";
import { byWords, happenedWords, trendLede } from "./finding-words.ts";

const one = (verdict: FindingView["verdict"], more: Partial<FindingView> = {}): FindingView => ({
  ...{ rule: "timeBoxes/firstUpdate", chapter: "telling", verdict, asks: "First update within 30 min", dueAt: null, happenedAt: null, lateSeconds: null },
  ...{ kept: null, owed: null, people: [], because: null, waivedBy: null, proof: [], ...more },
});
const lede = (findings: FindingView[]) => wordCounts("INC-211", countFindings(findings));
const of = (met: number, missed: number, waived: number) => [...Array.from({ length: met }, () => one("met")), ...Array.from({ length: missed }, () => one("missed")), ...Array.from({ length: waived }, () => one("waived"))];

describe("the sentence over the findings", () => {
  it("says how many rules were kept, missed and waived, of those that could be judged", () => {
    expect(lede([...of(17, 2, 1), one("pending"), one("not-applicable")])).toBe("INC-211 kept 17 of 20 rules, missed two and had one waived.");
    expect(lede(of(3, 1, 0))).toBe("INC-211 kept 3 of 4 rules and missed one.");
    expect(lede(of(4, 0, 0))).toBe("INC-211 kept all 4 rules that held for it.");
    expect(lede([...of(4, 0, 0), one("pending")])).toBe("INC-211 kept all 4 rules that held for it so far.");
    expect(lede([one("pending")])).toBe("Nothing of INC-211 can be judged yet.");
  });

  it("names the missed rule that slips most, and nothing where it slipped only here", () => {
    const trend = (rule: string, met: number, judged: number): TrendView => ({ rule, chapter: "telling", asks: rule, met, judged, incidents: [] });
    expect(trendLede([one("missed")], [trend("timeBoxes/firstUpdate", 7, 12), trend("grid", 1, 12)])).toBe("“timeBoxes/firstUpdate” slipped in five of the last 12: the rule may need mending.");
    expect(trendLede([one("missed")], [trend("timeBoxes/firstUpdate", 11, 12)])).toBeUndefined();
  });
});

describe("a finding in a row", () => {
  const begin = new Date(2026, 10, 16, 9, 5).toISOString();
  const at = (hour: number, minute: number, second = 0, day = 16) => new Date(2026, 10, day, hour, minute, second).toISOString();
  it("says by when, when, how late and by whom, on the reader's clock", () => {
    const late = one("missed", { dueAt: at(9, 35, 4), happenedAt: at(9, 41, 20), lateSeconds: 376, people: [{ id: "farid", name: "Farid Haidari" }] });
    expect([byWords(late, begin), happenedWords(late, begin)]).toEqual(["by 09:35:04", { so: "09:41:20, Farid Haidari", late: "6 min late", reason: null }]);
    expect(byWords(one("met", { dueAt: at(9, 5, 0, 21) }), begin)).toBe("by 21 Nov, 09:05");
  });

  it("says how often, and why where the times do not", () => {
    expect(happenedWords(one("met", { kept: 4, owed: 4 }), begin).so).toBe("4 of 4 kept");
    expect(happenedWords(one("pending", { kept: 0, owed: 5, because: "Some are to be answered yet" }), begin).so).toBe("0 of 5 kept, some are to be answered yet");
    expect(happenedWords(one("waived", { because: "Grete is that manager.", waivedBy: "Hana Kim" }), begin)).toEqual({ so: "", late: null, reason: "Hana Kim: “Grete is that manager.”" });
  });
});
