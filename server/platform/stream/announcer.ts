import type { Database } from "../database/database.ts";

export const feedChannel = "muster_feed";

/** Tells the other nodes that something was appended: one NOTIFY at a time, however many commits there were meanwhile. */
export function createAnnouncer(database: () => Database, node: string, log: (problem: string, error: unknown) => void): () => void {
  let isTelling = false;
  let isWanted = false;

  async function tell(): Promise<void> {
    isTelling = true;
    while (isWanted) {
      isWanted = false;
      await database()
        .transaction((tx) => tx.run("select pg_notify($1, $2)", [feedChannel, node]))
        .catch((error: unknown) => log("The other nodes could not be told.", error));
    }
    isTelling = false;
  }

  return () => {
    isWanted = true;
    if (!isTelling) void tell();
  };
}
