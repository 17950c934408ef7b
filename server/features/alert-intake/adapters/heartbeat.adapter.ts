import type { Adapted } from "./adapted.adapter.ts";

/** A beat, whatever it says: it is kept and opens no alert. */
export function adaptHeartbeat(): Adapted {
  return { signals: [], note: "a beat, kept; silence is not noticed yet" };
}
