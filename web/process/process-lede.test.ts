import { describe, expect, it } from "vitest";
import type { ProcessDraftView, ProcessFindingView, ProcessVersionView } from "../../server/features/process/draft.contract.ts";
import { draftLede, triedWords, versionLede } from "./process-lede.ts";

const finding = (weight: ProcessFindingView["weight"], isAnswered = false): ProcessFindingView => ({
  ...{ id: weight, kind: "too-often", weight, part: "news", path: "", line: 1, sentence: "", mend: "" },
  answer: isAnswered ? { text: "So be it", by: { id: "dana", name: "Dana" }, at: "2026-11-19T10:00:00Z" } : null,
});
const part = (isChanged: boolean) => ({ id: "news", title: "", isChanged, changes: [], blocks: [] }) as const;
const draft = (findings: ProcessFindingView[], changed: boolean[] = []) => ({ newestVersion: 7, findings, parts: changed.map((isChanged) => ({ ...part(isChanged), changes: [], blocks: [] })) }) as unknown as ProcessDraftView;
const inForce: ProcessVersionView = { version: 7, publishedAt: "2026-11-02T09:00:00Z", publishedBy: { id: "grete", name: "Grete Lund" }, isFromFile: false, reason: null, answers: [] };
const words = ({ so, next }: { so: string; next: string }) => `${so} ${next}`;

describe("The sentence over the process", () => {
  it("says how far a draft is, and what stands in its way: mistakes first, then what needs an answer", () => {
    expect(words(draftLede(draft([finding("answer"), finding("know")], [true, true, true, false]), inForce))).toBe("Version 8 is a draft with three changes. Version 7 is in force since 2 Nov. One finding needs an answer before this can replace it.");
    expect(words(draftLede(draft([finding("mend"), finding("mend"), finding("answer")], [true]), inForce))).toContain("one change. Version 7 is in force since 2 Nov. Two mistakes must be mended");
    expect(words(draftLede(draft([finding("answer", true)]), inForce))).toContain("no change yet. Version 7 is in force since 2 Nov. Nothing stands in the way");
    expect(words(draftLede({ ...draft([]), newestVersion: null }, undefined))).toBe("Version 1 is a draft, with nothing in force yet. Nothing stands in the way of publishing it.");
  });

  it("says of a version whether it holds, since when and why", () => {
    expect(words(versionLede(inForce, inForce, false))).toBe("Version 7 is in force since 2 Nov. Nobody is writing the next one.");
    expect(words(versionLede({ ...inForce, version: 6, reason: "The nights were long." }, inForce, true))).toBe("Version 6 was published on 2 Nov by Grete Lund. It holds no more; incidents that began under it keep it. Why: The nights were long.");
  });

  it("says how a draft would have judged what was", () => {
    const one = { ref: "INC-208", title: "Baskets are lost", decided: "Sev 3", before: "Sev 3", after: "Sev 2" };
    expect(triedWords({ tried: 31, differing: [one] }, 8)).toEqual({ title: "Tried on your last 31 incidents", text: "Version 8 would have judged one differently, from what is known of the impact:" });
    expect(triedWords({ tried: 1, differing: [] }, 8).text).toBe("Version 8 would have judged it alike.");
  });
});
