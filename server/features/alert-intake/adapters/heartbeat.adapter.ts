import type { Adapted } from "./adapted.adapter.ts";

/** What makes the silence of a heartbeat the same condition each time. */
export const beatKey = "beat";

/** A beat, whatever it says: it ends the alert about its absence, and opens none. */
export function adaptHeartbeat(): Adapted {
  const beat = { key: beatKey, status: "resolved", title: "A beat", severity: "info", labels: {}, description: null, links: [], startedAt: null } as const;
  return { signals: [beat], note: "A beat." };
}
