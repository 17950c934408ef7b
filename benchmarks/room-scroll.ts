import { setTimeout as pause } from "node:timers/promises";
import { expectOk } from "../fakes/client.ts";
import { changeIncidents } from "../server/features/incidents/index.ts";
import { prepareContent } from "../server/platform/event-log/content.ts";
import { muster } from "../server/values/actor.ts";
import { frame, lateOf, traceFrames, wordsOf } from "./frames.ts";
import { loadNow, percentile } from "./ground.ts";
import { withScreens } from "./screens.ts";

const entries = 10_000;
const openings = 5;
/** Waits until a measure stays the same for a second. */
async function settle(measure: () => Promise<number>): Promise<void> {
  for (let before = -1, now = await measure(); now !== before; now = await measure()) {
    before = now;
    await pause(1_000);
  }
}

await withScreens("muster: 1\npeople:\n  ana: { name: Ana Berg, email: ana@acme.example }\n", async ({ ground, api, url, signIn }) => {
  const { ref, id } = expectOk(await api.post<{ ref: string; id: string }>("/api/v1/incidents", { title: "A long night" }));
  for (let written = 0; written < entries; written += 500) {
    await ground.database.transaction((tx) =>
      changeIncidents(tx, Array.from({ length: 500 }, (_, index) => {
        const text = prepareContent(`Line ${written + index}: the pool is at ${(index * 7) % 100} %, and ${"it goes on ".repeat(index % 12)}`);
        return { incidentId: id, actor: muster, texts: [text], command: { kind: "note", text: text.reference, replyTo: null } } as const;
      })),
    );
  }
  const page = await signIn("ana", "responder");
  const lines = page.getByRole("region", { name: "Lines of the timeline" });
  const opened: number[] = [];
  for (let round = 0; round < openings; round += 1) {
    const begin = performance.now();
    await page.goto(`${url}/incidents/${ref}`);
    await lines.getByText(/^Line 9999/).waitFor();
    opened.push(performance.now() - begin);
  }
  // The older lines are read in idle time; what is measured is the scroll, not the reading.
  await settle(() => lines.evaluate((region) => region.scrollHeight + [...region.querySelectorAll("*")].reduce((sum, one) => sum + one.scrollHeight, 0)));
  const frames = await traceFrames(page, () => lines.evaluate(async (region) => {
    const scroller = [region, ...region.querySelectorAll("*")].find((one) => one.scrollHeight > one.clientHeight + 100 && getComputedStyle(one).overflowY !== "visible");
    if (!scroller) throw new Error("Nothing scrolls.");
    for (const end = performance.now() + 6_000; performance.now() < end;) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      scroller.scrollTop -= 60;
    }
  }));
  console.log(`a room with ${entries} lines opens in ${percentile(opened, 50).toFixed(0)} ms (p50 of ${openings}), ${Math.max(...opened).toFixed(0)} ms (max); ${loadNow()}`);
  console.log(`a scripted scroll: ${wordsOf(frames)}`);
  console.log(`ratio, frames over ${frame} ms to all: ${(lateOf(frames) * 100).toFixed(1)} %`);
});
