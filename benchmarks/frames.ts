import type { Page } from "playwright-core";

/** What a frame at 60 Hz may take, in milliseconds. */
export const frame = 16.7;

/** An event of Chromium's trace; times are in microseconds. */
interface TraceEvent { name: string; ph: string; pid: number; tid: number; ts: number; dur?: number; args: { name?: string } }

/** What the main thread of the page worked for each frame, in milliseconds, and how many frames were dropped, from Chromium's trace. */
export async function traceFrames(page: Page, work: () => Promise<unknown>): Promise<{ worked: number[]; dropped: number }> {
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
