import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openTestDatabase } from "../testing/test-database.ts";
import { column, columnsOf } from "./columns.ts";

const { database } = await openTestDatabase();
const text = fc.string({ unit: "grapheme" }).map((value) => value.replaceAll("\u0000", "").toWellFormed());

describe("texts that are sent as columns", () => {
  it("come out as the rows that went in, an empty one as an absent one", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.uuid(), fc.option(text)), { minLength: 1, maxLength: 30 }), async (rows) => {
        const read = await database.transaction((tx) =>
          tx.rows(`select id, words from ${columnsOf(1, 2)} with ordinality as sent (id, words, place) order by place`, [column(rows.map(([id]) => id)), column(rows.map(([, words]) => words))]),
        );
        expect(read).toEqual(rows.map(([id, words]) => ({ id, words: words || null })));
      }),
      { numRuns: 60 },
    );
  });

  it("never run into each other, whatever stands in them", async () => {
    const [row] = await database.transaction((tx) => tx.rows(`select * from ${columnsOf(1, 2)} as sent (a, b)`, [column(["one\u001Ftwo"]), column([""])]));
    expect(row).toEqual({ a: "one\u241Ftwo", b: null });
  });
});
