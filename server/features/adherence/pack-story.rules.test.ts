import { describe, expect, it } from "vitest";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { clockOf, wordEntry } from "./pack-story.rules.ts";

const berlin = clockOf(zoneNamed("Europe/Berlin"));
const at = Date.UTC(2026, 10, 19, 13, 47, 5);

describe("a line of the evidence", () => {
  it("tells its moments on the clock of whoever reads", () => {
    expect(wordEntry({ words: "First page out", moment: at, attempts: [] }, berlin.time)).toBe("First page out at 14:47:05");
    const attempts = [{ words: "no provider for it", at }, { words: "delivered", at: at + 1_000 }];
    expect(wordEntry({ words: "Page to Amara Okafor", moment: null, attempts }, berlin.time)).toBe("Page to Amara Okafor: no provider for it 14:47:05, delivered 14:47:06");
  });
});
