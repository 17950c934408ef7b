/** A place in a list: the sorting values of its last row, as text that the caller only hands back. */
export function writeCursor(...parts: string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** The parts of a cursor; null where it was not made here. */
export function readCursor(cursor: string | undefined, length: number): string[] | null {
  if (cursor === undefined) return null;
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    const isGood = Array.isArray(parts) && parts.length === length && parts.every((part) => typeof part === "string");
    return isGood ? (parts as string[]) : null;
  } catch {
    return null;
  }
}
