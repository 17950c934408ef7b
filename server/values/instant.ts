/** A moment, in milliseconds since 1970-01-01T00:00Z. Rules take it as a value; only the database's clock makes one. */
export type Instant = number;

/** The moment as RFC 3339 text in UTC, milliseconds kept. */
export function toIso(at: Instant): string {
  return new Date(at).toISOString();
}

export function toIsoOrNull(at: Instant | null): string | null {
  return at === null ? null : toIso(at);
}
