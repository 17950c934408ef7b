import { describe, expect, it } from "vitest";
import { ApiProblem } from "../api/client.ts";
import { SectionKeeper, type Conflict, type Outside } from "./section-keeper.ts";

type Answer = { text: string; version: number; isMerged: boolean } | ApiProblem;

/** A keeper before a server that answers what it is told to; time passes when asked. */
function keeperOf(answers: Answer[], theirs: Conflict = { text: "theirs", version: 5, by: "Chidi" }) {
  const saves: [string, number][] = [];
  const kept: unknown[] = [];
  let due: (() => void) | null = null;
  const outside: Outside = {
    save(text, base) {
      saves.push([text, base]);
      const answer = answers.shift();
      return answer === undefined || answer instanceof ApiProblem ? Promise.reject(answer ?? new Error("no answer")) : Promise.resolve(answer);
    },
    read: () => Promise.resolve(theirs),
    keep: (unsaved) => void kept.push(unsaved),
    later(act) {
      due = act;
      return () => (due = null);
    },
  };
  const keeper = new SectionKeeper({ text: "", version: 0 }, null, outside);
  const pass = async () => {
    const act = due;
    due = null;
    act?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { keeper, saves, kept, pass };
}

describe("a section that keeps itself", () => {
  it("saves after a pause, and then keeps nothing here any more", async () => {
    const { keeper, saves, kept, pass } = keeperOf([{ text: "ab", version: 1, isMerged: false }]);
    keeper.change("a");
    keeper.change("ab");
    await pass();
    expect([saves, keeper.now().state, kept.at(-1)]).toEqual([[["ab", 0]], "saved", null]);
  });

  it("waits while the server is away and saves once it is back", async () => {
    const { keeper, saves, pass } = keeperOf([new ApiProblem(503, "away", "Away."), { text: "a", version: 1, isMerged: false }]);
    keeper.change("a");
    await pass();
    expect([keeper.now().state, keeper.now().text]).toEqual(["waits", "a"]);
    await pass();
    expect([saves.length, keeper.now().state]).toEqual([2, "saved"]);
  });

  it("shows both texts where two changed the same lines, and saves nothing until a person chooses", async () => {
    const changed = new ApiProblem(409, "retrospective.section-changed", "Changed.");
    const { keeper, saves, pass } = keeperOf([changed, { text: "mine\n\ntheirs", version: 6, isMerged: false }]);
    keeper.change("mine");
    await pass();
    expect(keeper.now()).toMatchObject({ text: "mine", conflict: { text: "theirs", by: "Chidi" } });
    keeper.change("mine");
    await pass();
    expect(saves).toHaveLength(1);
    keeper.settle("both");
    await pass();
    expect([saves.at(-1), keeper.now().state]).toEqual([["mine\n\ntheirs", 5], "saved"]);
  });

  it("says what the server refuses and keeps the text", async () => {
    const { keeper, pass } = keeperOf([new ApiProblem(400, "malformed", "Too long.")]);
    keeper.change("x");
    await pass();
    expect(keeper.now()).toMatchObject({ text: "x", problem: { message: "Too long." } });
  });
});
