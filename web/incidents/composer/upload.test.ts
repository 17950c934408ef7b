import { describe, expect, it } from "vitest";
import { bytesWords, isLog, kindOf, mostBytes, whyNotAttach } from "./upload.ts";

describe("what is attached", () => {
  it("may have 50 MB and not a byte more, which is said before it is sent", () => {
    expect(whyNotAttach({ name: "heap.bin", size: mostBytes })).toBeNull();
    expect(whyNotAttach({ name: "heap.bin", size: 51 * 1_048_576 })).toBe("heap.bin has 53.5 MB; a file may have at most 50 MB (52,428,800 bytes). Pack it, cut it, or attach a link to where it lies.");
    expect(whyNotAttach({ name: "nothing.log", size: 0 })).toBe("nothing.log is empty.");
  });

  it("is a picture, a log or a file by what it says of itself", () => {
    expect(kindOf({ type: "image/png", name: "graph.png" })).toBe("picture");
    expect(kindOf({ type: "image/svg+xml", name: "graph.svg" })).toBe("file");
    expect(kindOf({ type: "", name: "checkout.log" })).toBe("log");
    expect(kindOf({ type: "application/zip", name: "logs.zip" })).toBe("file");
  });

  it("is a log rather than a note where much is pasted", () => {
    expect(isLog("Payments queue for a ledger connection.")).toBe(false);
    expect(isLog("line\n".repeat(30))).toBe(true);
    expect(isLog("x".repeat(2_001))).toBe(true);
  });

  it("has its size in words", () => {
    expect([840, 12_400, 3_400_000, 5_000_000].map(bytesWords)).toEqual(["840 B", "12 kB", "3.4 MB", "5 MB"]);
  });
});
