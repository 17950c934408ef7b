import type { Page } from "playwright-core";
import { percentile } from "./ground.ts";

/** What a frame at 60 Hz may take, in milliseconds. */
export const frame = 16.7;

/** An event of Chromium's trace; times are in microseconds. */
interface TraceEvent { name: string; ph: string; pid: number; tid: number; ts: number; dur?: number; args: { name?: string } }

/** What the main thread of the page worked for each frame, in milliseconds, and how many frames were dropped. */
export interface Frames { worked: number[]; dropped: number }

/** The share of frames that took too long or were dropped. */
export function lateOf({ worked, dropped }: Frames): number {
  return (worked.filter((milliseconds) => milliseconds > frame).length + dropped) / (worked.length + dropped);
}

export function wordsOf({ worked, dropped }: Frames): string {
  return `${worked.length} frames, ${dropped} dropped: ${percentile(worked, 50).toFixed(1)} ms of work (p50), ${percentile(worked, 95).toFixed(1)} ms (p95), ${percentile(worked, 99).toFixed(1)} ms (p99)`;
}

/** The frames of the page while the work goes on, from Chromium's trace. */
export async function traceFrames(page: Page, work: () => Promise<unknown>): Promise<Frames> {
  const chromium = page.context().browser();
  if (chromium === null) throw new Error("The page has no browser.");
  await chromium.startTracing(page, { categories: ["disabled-by-default-devtools.timeline.frame", "devtools.timeline", "toplevel"] });
  await work();
  const { traceEvents } = JSON.parse((await chromium.stopTracing()).toString("utf8")) as { traceEvents: TraceEvent[] };
  const begun = traceEvents.filter(({ name }) => name === "BeginMainThreadFrame").sort((one, other) => one.ts - other.ts);
  const main = begun[0];
  if (main === undefined) throw new Error("The trace holds no frame.");
  const tasks = traceEvents.filter(({ name, ph, pid, tid }) => name === "ThreadControllerImpl::RunTask" && ph === "X" && pid === main.pid && tid === main.tid);
  const worked = begun.map(({ ts }, index) => {
    const end = begun[index + 1]?.ts ?? Infinity;
    return tasks.filter((task) => task.ts + (task.dur ?? 0) > ts && task.ts < end).reduce((sum, task) => sum + (Math.min(end, task.ts + (task.dur ?? 0)) - Math.max(ts, task.ts)), 0) / 1_000;
  });
  return { worked, dropped: traceEvents.filter(({ name }) => name === "DroppedFrame").length };
}
