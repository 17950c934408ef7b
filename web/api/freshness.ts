import type { QueryClient } from "@tanstack/react-query";
import type { Topic } from "./queries.ts";

const pause = 250;

export interface Freshness {
  /** What stands on the screen under these topics may be old; `all` means everything. */
  doubt(topics: readonly Topic[] | "all"): void;
  /** The page is seen again: what was put off is read now. */
  look(): void;
  stop(): void;
}

interface Lane {
  isDoubted: boolean;
  isBusy: boolean;
}

/**
 * Reads again what may be old: at once, then every 250 ms at most, and never while the reading before is still on its way,
 * so that a storm of news neither floods the server nor keeps an answer from ever arriving. A page that nobody sees waits.
 */
export function keepFresh(queries: Pick<QueryClient, "invalidateQueries">, isHidden: () => boolean): Freshness {
  const lanes = new Map<Topic | "all", Lane>();
  let isStopped = false;

  async function readAgain(topic: Topic | "all", lane: Lane): Promise<void> {
    lane.isBusy = true;
    while (lane.isDoubted && !isStopped && !isHidden()) {
      lane.isDoubted = false;
      const rest = new Promise((resolve) => setTimeout(resolve, pause));
      await queries.invalidateQueries(topic === "all" ? {} : { queryKey: [topic] }).catch(() => undefined);
      await rest;
    }
    lane.isBusy = false;
  }

  function doubtOne(topic: Topic | "all"): void {
    const lane = lanes.get(topic) ?? { isDoubted: false, isBusy: false };
    lanes.set(topic, lane);
    lane.isDoubted = true;
    if (!lane.isBusy) void readAgain(topic, lane);
  }

  return {
    doubt(topics) {
      for (const topic of topics === "all" ? (["all"] as const) : topics) doubtOne(topic);
    },
    look() {
      for (const [topic, lane] of lanes) if (lane.isDoubted && !lane.isBusy) void readAgain(topic, lane);
    },
    stop() {
      isStopped = true;
    },
  };
}
