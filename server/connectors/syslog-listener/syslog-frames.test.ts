import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { longestMessage, SyslogFrames } from "./syslog-frames.ts";

/** The messages in these bytes, however they come in. */
function cutUp(bytes: Buffer, chunkBytes: number): string[] {
  const frames = new SyslogFrames();
  const found: Buffer[] = [];
  for (let from = 0; from < bytes.length; from += chunkBytes) found.push(...frames.add(bytes.subarray(from, from + chunkBytes)));
  return [...found, ...frames.finish()].map((frame) => frame.toString());
}

const sizes = [1, 2, 7, 100_000];
const counted = (text: string) => `${Buffer.byteLength(text)} ${text}`;
const textOfMessage = fc.string({ unit: fc.constantFrom("a", "1", " ", "ü", "\n", "<", "9 "), maxLength: 30 });

describe("the messages of a connection", () => {
  it("are told by the counts before them, whatever is in them and however they come in", () => {
    fc.assert(
      fc.property(fc.array(textOfMessage.map((text) => `<13>${text}`), { minLength: 1 }), fc.integer({ min: 1, max: 20 }), (messages, chunkBytes) => {
        expect(cutUp(Buffer.from(messages.map(counted).join("")), chunkBytes)).toEqual(messages);
      }),
    );
  });

  it("are told by the line feeds after them, also where a line begins with digits", () => {
    fc.assert(
      fc.property(fc.array(textOfMessage.map((text) => text.replaceAll("\n", "") || "x")), fc.integer({ min: 1, max: 20 }), (lines, chunkBytes) => {
        expect(cutUp(Buffer.from(["<13>first", ...lines].map((line) => `${line}\n`).join("")), chunkBytes)).toEqual(["<13>first", ...lines]);
      }),
    );
  });

  it.each(sizes)("end with NUL too, and the last with the connection (%i bytes at a time)", (size) => {
    expect(cutUp(Buffer.from("<13>one\0<13>two\n\n<13>three"), size)).toEqual(["<13>one", "<13>two", "<13>three"]);
    expect(cutUp(Buffer.from("8 <13>four9 <13>fi"), size)).toEqual(["<13>four", "<13>fi"]);
    expect(cutUp(Buffer.from("2026-11-21 no priority\nnone"), size)).toEqual(["2026-11-21 no priority", "none"]);
    expect(cutUp(Buffer.from("12345"), size)).toEqual(["12345"]);
  });

  it.each(sizes)("are found again where a count is missing (%i bytes at a time)", (size) => {
    expect(cutUp(Buffer.from("8 <13>four\n<13>lost count\n8 <13>five"), size)).toEqual(["<13>four", "<13>lost count", "<13>five"]);
  });

  it.each([4_096, 1_000_000])("are cut where they are too long, and the next is whole (%i bytes at a time)", (size) => {
    const long = `<13>${"x".repeat(200_000)}`;
    const kept = long.slice(0, longestMessage);
    expect(cutUp(Buffer.from(`${counted(long)}${counted("<13>next")}`), size)).toEqual([kept, "<13>next"]);
    expect(cutUp(Buffer.from(`${long}\n<13>next\n`), size)).toEqual([kept, "<13>next"]);
    expect(cutUp(Buffer.from(`<13>first\n${long}`), size)).toEqual(["<13>first", kept]);
  });
});
