import { describe, expect, it } from "vitest";
import type { EvidenceSeal } from "../../server/features/adherence/evidence-pack.contract.ts";
import { eventsWords, hashWords, redactedWords, sealHead } from "./seal-words.ts";

const seal: EvidenceSeal = { events: 412, streams: 9, unsealed: 0, lastHash: "9f2c41d07be8a6e1".padEnd(64, "0"), redacted: 2, sealedAt: "2026-11-18T15:02:00.000Z", file: "inc-211-evidence.json", difference: null };

describe("the seal", () => {
  it("says first whether the log is whole", () => {
    expect(sealHead(seal)).toBe("The log is whole and unchanged");
    expect(sealHead({ ...seal, sealedAt: null, unsealed: 412 })).toBe("The log is whole; it is sealed within a minute");
    expect(sealHead({ ...seal, difference: "Event 2 of incident/1 is not what was written." })).toBe("The log is not what was written");
  });

  it("counts what is there, what is not sealed yet, and what was taken out", () => {
    expect(eventsWords(seal)).toBe("412 in 9 streams, each names the one before");
    expect(eventsWords({ ...seal, unsealed: 1 })).toContain("; the last is sealed within a minute");
    expect([hashWords(seal.lastHash), hashWords("")]).toEqual(["9f2c 41d0 7be8 a6e1", "none yet"]);
    expect([0, 1, 2].map(redactedWords)).toEqual(["nothing", "1 text, the hash still fits", "2 texts, the hashes still fit"]);
  });
});
