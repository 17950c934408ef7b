import { describe, expect, it } from "vitest";
import type { AuditEntry } from "../../server/features/access/audit.contract.ts";
import type { Account } from "../../server/features/access/contract.ts";
import { ApiProblem } from "../api/client.ts";
import { placesFor } from "../settings/settings-places.ts";
import { accessLede } from "./access-lede.ts";
import { actorWords, auditWords, foldDeeds } from "./audit-words.ts";
import { fieldError, restOfProblem } from "./form-fields.ts";
import { readReturn } from "./return-address.ts";

describe("the way back after signing in", () => {
  it("is an address of this Muster and no other", () => {
    expect(readReturn({ from: "/alerts/7?view=held" })).toEqual({ from: "/alerts/7?view=held" });
    for (const from of ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/sign-in?from=/", "/", 7, undefined]) {
      expect(readReturn({ from })).toEqual({});
    }
  });
});

describe("what is wrong with a form", () => {
  const problem = new ApiProblem(400, "malformed", "email: must be an e-mail address", [{ path: "email", message: "must be an e-mail address" }]);

  it("stands at its field, or below where no field shows it", () => {
    expect(fieldError(problem, "email")).toBe("must be an e-mail address");
    expect(restOfProblem(problem, ["email"])).toBeNull();
    expect(restOfProblem(problem, ["name"])).toBe("email: must be an e-mail address");
    expect(restOfProblem(new ApiProblem(409, "gone", "It is gone."), ["email"])).toBe("It is gone.");
    expect(restOfProblem(null, [])).toBeNull();
  });
});

const entry = (more: Partial<AuditEntry>): AuditEntry => ({
  position: 1,
  at: "2026-11-19T13:47:00.000Z",
  type: "configuration changed",
  actor: { kind: "person", id: "amara", name: "Amara Okafor" },
  section: "teams",
  id: "web",
  action: "changed",
  paths: [],
  details: null,
  isRedacted: false,
  ...more,
});

describe("an entry of the audit trail in words", () => {
  it("says what was done to what", () => {
    expect(auditWords(entry({ paths: ["manager"] }))).toEqual({ deed: "changed", to: "the team web", more: "manager" });
    expect(auditWords(entry({ section: "sessions", action: "signed-in" }))).toEqual({ deed: "signed in", to: "", more: "" });
    expect(auditWords(entry({ section: "tokens", id: "0193", action: "revoked" }))).toMatchObject({ deed: "revoked", to: "an API token" });
    expect(auditWords(entry({ section: "something-new", id: "x", action: "made" }))).toMatchObject({ to: "something-new x" });
  });

  it("names who did it, also where nobody of that name is left", () => {
    expect(actorWords({ kind: "token", id: "7", name: "Deploy script" })).toBe("The token Deploy script");
    expect(actorWords({ kind: "person", id: "gone", name: null })).toBe("person gone");
  });

  it("folds what was made in one go, where it is much", () => {
    const applied = Array.from({ length: 5 }, (_, position) => entry({ position }));
    const later = [entry({ position: 9, at: "2026-11-19T13:48:00.000Z" }), entry({ position: 8, at: "2026-11-19T13:48:00.000Z" })];
    expect(foldDeeds([...later, ...applied]).map((run) => run.length)).toEqual([1, 1, 5]);
  });
});

describe("what the list of accounts opens with", () => {
  const account = (name: string, more: Partial<Account> = {}): Account => ({
    personId: name, name, email: "", role: "responder", isDisabled: false, isFirst: false, madeAt: null, seenAt: null, invitation: null, ...more,
  });
  const invited = account("Ben", { role: null, invitation: { role: "viewer", expiresAt: "2026-11-26T00:00:00Z" } });
  const administrators = [account("Amara", { role: "administrator" }), account("Grete", { role: "administrator" })];

  it("counts who can come in, without the disabled and the invited", () => {
    expect(accessLede([...administrators, invited, account("Dana", { isDisabled: true })])).toEqual({ so: "Two people can sign in.", next: "One invitation waits to be accepted." });
  });

  it("warns of a single administrator", () => {
    expect(accessLede([account("Amara", { role: "administrator" }), account("Ben")]).next).toContain("Only Amara administers");
  });
});

describe("the settings", () => {
  it("show everybody what is theirs to arrange", () => {
    const paths = (role: Parameters<typeof placesFor>[0]) => placesFor(role).map(({ path }) => path);
    expect(paths("viewer")).not.toContain("/settings/access");
    expect(paths("manager")).toContain("/settings/audit");
    expect(paths("manager")).not.toContain("/settings/health");
    expect(paths("administrator")).toContain("/settings/health");
    expect(paths(undefined)).toEqual([]);
  });
});
