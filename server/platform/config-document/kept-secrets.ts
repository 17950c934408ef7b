import { isMembers } from "./schema-parts.ts";
import type { Path } from "./path.ts";
import type { Finding } from "./problem.ts";
import { isSecret, valueOfSecret, type Secret } from "./secrets.ts";

/** The value with every secret that is to be kept replaced by the one that is there, and a finding for each that is not. */
export function takeKept(wanted: unknown, there: unknown, path: Path, findings: Finding[]): unknown {
  if (isSecret(wanted)) return takeOne(wanted, there, path, findings);
  if (Array.isArray(wanted)) return wanted.map((item, index) => takeKept(item, Array.isArray(there) ? there[index] : undefined, [...path, index], findings));
  if (!isMembers(wanted)) return wanted;
  const before = isMembers(there) ? there : {};
  return Object.fromEntries(Object.entries(wanted).map(([name, member]) => [name, takeKept(member, before[name], [...path, name], findings)]));
}

function takeOne(wanted: Secret, there: unknown, path: Path, findings: Finding[]): Secret {
  if (valueOfSecret(wanted) !== null) return wanted;
  if (isSecret(there) && there.secret.fingerprint === wanted.secret.fingerprint) return there;
  findings.push({ path, message: "No secret with this mark is kept here.", mend: "Write the secret itself, or { env: NAME }." });
  return wanted;
}

/**
 * A form as a person edited it: a reference given back as it was read means the secret that is there, not its default, since
 * nobody resolved its variable in between.
 */
export function keepReferences(form: unknown, there: unknown): unknown {
  if (isSecret(there)) return isSameReference(form, there) ? { kept: there.secret.fingerprint } : form;
  if (Array.isArray(form)) return form.map((item, index) => keepReferences(item, Array.isArray(there) ? there[index] : undefined));
  if (!isMembers(form) || !isMembers(there)) return form;
  return Object.fromEntries(Object.entries(form).map(([name, member]) => [name, keepReferences(member, there[name])]));
}

function isSameReference(form: unknown, { secret }: Secret): boolean {
  if (!isMembers(form) || secret.env === undefined || form["value"] !== undefined) return false;
  return form["env"] === secret.env && form["default"] === secret.default;
}
