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

/** A place in a list that is sorted by time and id. */
export interface TimePlace {
  /** RFC 3339. */
  at: string;
  id: string;
}

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The place of a cursor by time and id; null where it was not made here. */
export function readTimePlace(cursor: string | undefined): TimePlace | null {
  const [at = "", id = ""] = readCursor(cursor, 2) ?? [];
  return time.test(at) && !Number.isNaN(Date.parse(at)) && uuid.test(id) ? { at, id } : null;
}
