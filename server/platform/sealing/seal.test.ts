import { describe, expect, it } from "vitest";
import type { Tx } from "../database/database.ts";
import { seal, unseal } from "./seal.ts";

const txWith = (secret: string) => ({ context: { secret } }) as unknown as Tx;
const here = txWith("a-key-of-this-installation");

describe("a sealed text", () => {
  it("is opened by the installation that sealed it", () => {
    expect(unseal(here, seal(here, "https://prometheus.acme.example/?who=Inês"))).toBe("https://prometheus.acme.example/?who=Inês");
  });

  it("does not show the text, and looks different each time", () => {
    const sealed = [seal(here, "acme-signing-key"), seal(here, "acme-signing-key")];
    expect(new Set(sealed).size).toBe(2);
    expect(Buffer.from(sealed[0] ?? "", "base64url").toString("latin1")).not.toContain("acme");
  });

  it("is not opened with another key, nor after a change, nor where it never was one", () => {
    const sealed = seal(here, "acme-signing-key");
    const changed = `${sealed.slice(0, -2)}${sealed.endsWith("AA") ? "BB" : "AA"}`;
    expect([unseal(txWith("another-key"), sealed), unseal(here, changed), unseal(here, ""), unseal(here, "never sealed")]).toEqual([null, null, null, null]);
  });
});
