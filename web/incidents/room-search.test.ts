import { describe, expect, it } from "vitest";
import { readRoomSearch } from "./room-search.ts";

describe("the address of a room", () => {
  it("names an entry by its number, and nothing where it is none", () => {
    expect(readRoomSearch({ entry: 12 })).toEqual({ entry: 12 });
    expect(readRoomSearch({ entry: "12" })).toEqual({ entry: 12 });
    for (const entry of [undefined, "", "twelve", 0, -3, 1.5, Number.NaN]) expect(readRoomSearch({ entry })).toEqual({});
  });
});
