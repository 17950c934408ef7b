import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { roles } from "../../values/permission.ts";
import { isRefusal } from "../../values/refusal.ts";
import { isAbove, roleOfToken, whyNotBecome } from "./account.rules.ts";

const anyRole = fc.constantFrom(...roles);

describe("the role of a token", () => {
  it("is never above the token's own nor its owner's, and is one of the two", () => {
    fc.assert(
      fc.property(anyRole, anyRole, (role, ownerRole) => {
        const now = roleOfToken({ role, owner: { kind: "person", id: "amara" } }, ownerRole);
        expect(now === role || now === ownerRole).toBe(true);
        expect(now !== null && (isAbove(now, role) || isAbove(now, ownerRole))).toBe(false);
      }),
    );
  });

  it("is nothing without its owner's account, save where it belongs to the installation", () => {
    expect(roleOfToken({ role: "viewer", owner: { kind: "person", id: "amara" } }, null)).toBeNull();
    expect(roleOfToken({ role: "viewer", owner: { kind: "token", id: "t" } }, null)).toBeNull();
    expect(roleOfToken({ role: "administrator", owner: { kind: "muster" } }, null)).toBe("administrator");
  });
});

describe("a change of access", () => {
  it("never leaves Muster without an administrator, and is refused for nothing else", () => {
    fc.assert(
      fc.property(anyRole, fc.boolean(), anyRole, fc.boolean(), fc.nat(3), (role, isDisabled, newRole, willBeDisabled, others) => {
        const isOne = role === "administrator" && !isDisabled;
        const administrators = [...(isOne ? ["amara"] : []), ...Array.from({ length: others }, (_, index) => `other-${index}`)];
        const staysOne = newRole === "administrator" && !willBeDisabled;
        const left = others + (staysOne ? 1 : 0);
        const refused = whyNotBecome({ personId: "amara", role, isDisabled }, { role: newRole, isDisabled: willBeDisabled }, administrators);
        expect(isRefusal(refused)).toBe(isOne && left === 0);
      }),
    );
  });
});
