const masked = "(not recorded)";
const secretName = /^(password|passphrase|secret|token|credentials?|authorization|(api|private|routing|signing)[-_]?key|key)([-_]?hash)?$/i;

/** The value with every member named like a secret masked, however deep: a trail that is kept for ever holds none. */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, secretName.test(name) ? masked : withoutSecrets(member)]));
}
