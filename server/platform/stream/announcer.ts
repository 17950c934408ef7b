import type { Database } from "../database/database.ts";

export const feedChannel = "muster_feed";

export interface Announcer {
  /** Something was appended. */
  announce(): void;
  /** Ends when everything was told; what is appended from then on others find by themselves. */
  finish(): Promise<void>;
}

/** Tells the other nodes that something was appended: one NOTIFY at a time, however many commits there were meanwhile. */
export function createAnnouncer(database: () => Database, node: string, log: (problem: string, error: unknown) => void): Announcer {
  let telling = Promise.resolve();
  let isTelling = false;
  let isWanted = false;
  let isFinished = false;

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

  return {
    announce() {
      isWanted = true;
      if (!isTelling && !isFinished) telling = tell();
    },
    finish() {
      isFinished = true;
      return telling;
    },
  };
}
