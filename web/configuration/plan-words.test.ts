import { describe, expect, it } from "vitest";
import type { ChangeView } from "../../server/platform/config-document/configuration.contract.ts";
import { listWords, planSentences } from "./plan-words.ts";

const change = (action: ChangeView["action"], section: string, id: string): ChangeView => ({ action, section, id, fields: [], sentence: "" });

describe("a plan in words", () => {
  it("counts what is made, and names what there is one of", () => {
    const plan = [change("create", "people", "amara"), change("create", "people", "ben"), change("create", "statusPages", "public"), change("create", "process", "process")];
    expect(planSentences(plan)).toEqual([{ action: "create", sentence: "Makes 2 people, 1 status page and the written process." }]);
  });

  it("says first what would go", () => {
    const plan = [change("create", "teams", "web"), change("update", "routes", "routes"), change("delete", "teams", "old")];
    expect(planSentences(plan).map(({ sentence }) => sentence)).toEqual(["Deletes 1 team.", "Makes 1 team.", "Changes the routes."]);
  });

  it("has nothing to say of an empty plan", () => {
    expect(planSentences([])).toEqual([]);
    expect(listWords(["a"])).toBe("a");
  });
});
