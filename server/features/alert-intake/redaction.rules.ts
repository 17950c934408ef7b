import type { Json } from "../../values/canonical-json.ts";
import { isForm } from "./form-text.rules.ts";

export const redacted = "redacted before storing";

const secretName = /(^|[_\-. ])(pass(word|wd|phrase)?|secret|token|api[_-]?key|apikey|authorization|auth[_-]?token|credential|private[_-]?key|routing[_-]?key|integration[_-]?key|shared[_-]?secret|session|cookie|signature)s?($|[_\-. ])/i;
const camelSecretName = /(password|secret|token|apiKey|routingKey|privateKey|accessKey|credentials?)$/;
const secretText = [
  /\b(Bearer|Basic|GenieKey)\s+[A-Za-z0-9._~+/=-]{8,}/g,
  /(?<=:\/\/[^\s/:@]{1,200}:)[^\s/@]{1,200}(?=@)/g,
  /\b(AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\b(ghp|gho|ghs|ghu|github_pat|glpat|xox[abprs])[-_][A-Za-z0-9_-]{10,}/g,
  /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/g,
];

/** The signature of an intrusion is a sentence; that of a message never is. */
const isSentence = /^[^=]*\p{L} [^=]*$/u;

/** What every secret's name or text has in it, wherever it stands in JSON: most bodies hold none of it, and need not be gone through. */
const suspicious = [
  /pass|secret|token|(?:api|private|routing|integration|access)[_-]?key|authorization|credential|session|cookie|signature/i,
  /Bearer|Basic|GenieKey|(?:AKIA|ASIA)[A-Z0-9]{16}|(?:ghp|gho|ghs|ghu|github_pat|glpat|xox[abprs])[-_]|eyJ|PRIVATE KEY/,
  /:\/\/[^\s/@]{1,400}@/,
];

/** A body as it is stored, its secrets masked, and its text. */
export interface StorableBody {
  payload: Json;
  text: string;
}

/** Masks the secrets of a body before it is stored; one in which nothing looks like any is kept as it is. */
export function redactBody(payload: Json, known: readonly string[]): StorableBody {
  const text = JSON.stringify(payload);
  const mayHoldSecret = suspicious.some((sign) => sign.test(text)) || known.some((secret) => text.includes(JSON.stringify(secret).slice(1, -1)));
  if (!mayHoldSecret) return { payload, text };
  const masked = redact(payload, known);
  return { payload: masked, text: JSON.stringify(masked) };
}

/** Masks secrets in a payload before it is stored: members named like one, texts that look like one, and the given secrets themselves. */
export function redact(payload: Json, known: readonly string[]): Json {
  if (typeof payload === "string") return redactText(payload, known);
  if (Array.isArray(payload)) return payload.map((member) => redact(member, known));
  if (typeof payload !== "object" || payload === null) return payload;
  return Object.fromEntries(Object.entries(payload).map(([name, member]) => [redactText(name, known), redactMember(name, member, known)]));
}

function redactMember(name: string, member: Json, known: readonly string[]): Json {
  if (/^signature$/i.test(name) && typeof member === "string" && isSentence.test(member)) return redact(member, known);
  const isSecret = isSecretName(name) && (typeof member === "string" || typeof member === "number");
  return isSecret && member !== "" ? redacted : redact(member, known);
}

function isSecretName(name: string): boolean {
  return secretName.test(name) || camelSecretName.test(name);
}

const formMember = /(?<=^|[&\s])([^\s&=]+)=([^\s&=]+)/g;

function redactForm(text: string): string {
  if (!isForm(text)) return text;
  return text.replace(formMember, (member, name: string) => (isSecretName(name.replace(/%[0-9a-f]{2}|[+[\]]/gi, " ")) ? `${name}=${redacted.replaceAll(" ", "+")}` : member));
}

function redactText(whole: string, known: readonly string[]): string {
  const text = redactForm(whole);
  const withoutKnown = known.filter((secret) => secret.length >= 8).reduce((masked, secret) => masked.replaceAll(secret, redacted), text);
  return secretText.reduce((masked, pattern) => masked.replace(pattern, redacted), withoutKnown);
}
