/** What the address of a room may say: the entry of the timeline to be led to. */
export interface RoomSearch {
  entry?: number;
}

/** Reads the address; what it does not know it leaves out. */
export function readRoomSearch(raw: Record<string, unknown>): RoomSearch {
  const entry = Number(raw["entry"]);
  return Number.isSafeInteger(entry) && entry > 0 ? { entry } : {};
}
