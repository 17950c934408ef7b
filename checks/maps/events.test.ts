import { describe, expect, it } from "vitest";
import { eventsIn } from "./events.ts";

describe("the list of events", () => {
  it("takes each member of a union with the sentence before its bar", () => {
    const text = `
      export type PageFact =
        /** Somebody is to be reached. Its contacts are tried in turn. */
        | { type: "page opened"; data: { subject: { type: "group" } } }
        /**
         * One contact was tried,
         * with what came of it.
         */
        | { type: "page sent"; data: object };`;
    expect(eventsIn(text)).toEqual([
      { type: "page opened", sentence: "Somebody is to be reached." },
      { type: "page sent", sentence: "One contact was tried, with what came of it." },
    ]);
  });

  it("takes interfaces and named types, and keeps the first of two shapes of one event", () => {
    const text = `
      /** It was declared. */
      export interface Declared { type: "declared"; data: object }
      /** The shape of old. */
      export interface DeclaredOfOld { type: "declared"; data: string }
      /** It ended. */
      export type Ended = Marked & { type: "ended" };
      export interface Marked { at: number; type: string }
      export type Fact = Declared | Ended;`;
    expect(eventsIn(text)).toEqual([
      { type: "declared", sentence: "It was declared." },
      { type: "ended", sentence: "It ended." },
    ]);
  });

  it("shows an event that lacks its sentence, and does not borrow that of its neighbour", () => {
    const text = `
      export type Fact =
        /** It began. */
        | { type: "begun" }
        | { type: "ended" };`;
    expect(eventsIn(text)).toEqual([
      { type: "begun", sentence: "It began." },
      { type: "ended", sentence: "" },
    ]);
  });
});
