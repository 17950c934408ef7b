import { z } from "zod";
import { wrongForm } from "../schemas/wrong-form.ts";
import { form } from "../schemas/text.ts";
import { marked } from "./marks.ts";

/**
 * A value that is not shown: given outright, or by the name of a variable of the command line's environment, with a default
 * in its place. `fingerprint` stands for a value that is kept elsewhere.
 */
export interface Secret {
  secret: { env?: string; default?: string; value?: string; fingerprint?: string };
}

const notSecret = wrongForm("What is given here is neither text nor a reference.", "Write text in quotes, or { env: NAME, default: … }.");
const variable = form("the name of a variable", "Write it like ACME_PROMETHEUS_KEY.", (text) => /^[A-Za-z_][A-Za-z0-9_]{0,127}$/.test(text));
const fingerprint = form("a mark of a kept secret", "Write the secret itself, or { env: NAME }.", (text) => /^[A-Za-z0-9:_-]{8,128}$/.test(text));

/**
 * A value of that form, or `{ env: NAME, default: … }`, to which the command line adds `value`; `{ kept: … }` means the one
 * that is there already, as an export writes it. A variable with neither value nor default is refused by its name.
 */
export function secretOrReference<Inner extends z.ZodType<string>>(inner: Inner) {
  const named = z.strictObject({ env: variable, default: inner.optional(), value: inner.optional() }).superRefine((reference, context) => {
    if (reference.value !== undefined || reference.default !== undefined) return;
    const message = wrongForm(`The variable ${reference.env} has no value.`, `Set ${reference.env} where you run the command, or write a default.`);
    context.addIssue({ code: "custom", path: ["env"], message });
  });
  const schema = z.union([inner, named, z.strictObject({ kept: fingerprint })], { error: () => notSecret }).transform(asSecret);
  return marked(schema, { write: writeSecret });
}

function asSecret(input: string | { env: string; default?: string | undefined; value?: string | undefined } | { kept: string }): Secret {
  if (typeof input === "string") return { secret: { value: input } };
  if ("kept" in input) return { secret: { fingerprint: input.kept } };
  const { env, default: otherwise, value } = input;
  return { secret: { env, ...(otherwise === undefined ? {} : { default: otherwise }), ...(value === undefined ? {} : { value }) } };
}

/** A reference is given back as it was written, without its value; a secret that was given outright as its mark alone. */
function writeSecret({ secret: { env, default: otherwise, fingerprint: kept } }: Secret): unknown {
  if (env !== undefined) return otherwise === undefined ? { env } : { env, default: otherwise };
  if (kept === undefined) throw new Error("A secret that was given outright is written by its mark, and this one has none.");
  return { kept };
}

/** The value itself: what was given, else the default; null for one that is kept elsewhere. */
export function valueOfSecret({ secret }: Secret): string | null {
  return secret.value ?? secret.default ?? null;
}

export function isSecret(value: unknown): value is Secret {
  if (typeof value !== "object" || value === null || Object.keys(value).length !== 1) return false;
  const { secret } = value as Partial<Secret>;
  return typeof secret === "object" && secret !== null;
}

/** The same value with a mark beside every secret, so that a changed one is seen without being kept. */
export function withFingerprints<Value>(value: Value, fingerprintOf: (secret: string) => string): Value {
  return withMarks(value, fingerprintOf) as Value;
}

function withMarks(value: unknown, fingerprintOf: (secret: string) => string): unknown {
  if (isSecret(value)) {
    const given = valueOfSecret(value);
    return given === null ? value : { secret: { ...value.secret, fingerprint: fingerprintOf(given) } };
  }
  if (Array.isArray(value)) return value.map((item) => withMarks(item, fingerprintOf));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withMarks(member, fingerprintOf)]));
}

/** Whether two secrets say the same: the same variable and default, and as far as it can be told the same value. */
export function isSameSecret(a: Secret, b: Secret): boolean {
  const isSameReference = a.secret.env === b.secret.env && a.secret.default === b.secret.default;
  const hasMarks = a.secret.fingerprint !== undefined && b.secret.fingerprint !== undefined;
  return isSameReference && (hasMarks ? a.secret.fingerprint === b.secret.fingerprint : valueOfSecret(a) === valueOfSecret(b));
}

/** What may be shown of a secret: where it comes from, never what it is. */
export function shownSecret({ secret }: Secret): string {
  return secret.env === undefined ? "a secret" : `a secret from ${secret.env}`;
}
