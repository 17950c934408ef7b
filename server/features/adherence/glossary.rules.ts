/** Names by id, kind by kind. */
export type NamesByKind = Readonly<Record<string, ReadonlyMap<string, string>>>;

/** The names of what is mentioned somewhere in the values, and no others. */
export function glossaryOf(names: NamesByKind, values: readonly unknown[]): Record<string, Record<string, string>> {
  const mentioned = new Set<string>();
  for (const value of values) mention(value, mentioned);
  const kinds = Object.entries(names).map(([kind, byId]) => [kind, Object.fromEntries([...byId].filter(([id]) => mentioned.has(id)))] as const);
  return Object.fromEntries(kinds.filter(([, known]) => Object.keys(known).length > 0));
}

function mention(value: unknown, mentioned: Set<string>): void {
  if (typeof value === "string") {
    mentioned.add(value);
    // `person/amara`, `schedule/web-primary`
    mentioned.add(value.slice(value.indexOf("/") + 1));
  } else if (typeof value === "object" && value !== null) for (const member of Object.values(value)) mention(member, mentioned);
}
