import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "playwright-core";
import { expectOk } from "../fakes/client.ts";
import { frame, lateOf, traceFrames, wordsOf } from "./frames.ts";
import { loadNow, percentile } from "./ground.ts";
import { withScreens } from "./screens.ts";

const overrides = 50;
const openings = 5;
const scrollMilliseconds = 6_000;
const day = 86_400_000;

/** Scrolls whatever shows the year there and back, frame by frame; gives how far. */
function scroll(page: Page): Promise<number> {
  return page.evaluate(async (milliseconds) => {
    const scrolled = [...document.querySelectorAll<HTMLElement>("main, main *"), document.documentElement]
      .map((part) => ({ part, room: Math.max(part.scrollWidth - part.clientWidth, part.scrollHeight - part.clientHeight) }))
      .filter(({ part }) => part === document.documentElement || /auto|scroll/.test(getComputedStyle(part).overflow));
    const [widest = document.documentElement] = scrolled.sort((one, other) => other.room - one.room).map(({ part }) => part);
    let [step, moved] = [40, 0];
    for (const end = performance.now() + milliseconds; performance.now() < end;) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const before = widest.scrollLeft + widest.scrollTop;
      widest.scrollBy(step, step);
      const by = Math.abs(widest.scrollLeft + widest.scrollTop - before);
      if (by === 0) step = -step;
      moved += by;
    }
    return moved;
  }, scrollMilliseconds);
}

await withScreens(await readFile("examples/acme.yaml", "utf8"), async ({ api, url, signIn }) => {
  for (let place = 0; place < overrides; place += 1) {
    const [from, to] = [1, 2].map((days) => new Date(Math.floor(Date.now() / day) * day + (days + place * 7) * day).toISOString());
    expectOk(await api.post("/api/v1/schedules/web-primary/overrides", { kind: "replace", from, to, personId: "chidi" }));
  }
  const page = await signIn("amara", "manager");
  const calendar = page.getByRole("group", { name: /^Web primary, / });
  const opened: number[] = [];
  for (let round = 0; round < openings; round += 1) {
    await page.goto(`${url}/on-call?schedule=web-primary`);
    await calendar.getByText("Final").first().waitFor();
    const begin = performance.now();
    await page.getByRole("button", { name: "Year" }).click();
    await calendar.getByText("Weekly turn").first().waitFor({ state: "detached" });
    opened.push(performance.now() - begin);
  }
  console.log(`a year with ${overrides} overrides is seen in ${percentile(opened, 50).toFixed(0)} ms (p50 of ${openings}), ${Math.max(...opened).toFixed(0)} ms (max); ${loadNow()}`);
  await pause(1_000);
  let moved = 0;
  const frames = await traceFrames(page, async () => { moved = await scroll(page); });
  console.log(`a scripted scroll over ${Math.round(moved)} px: ${wordsOf(frames)}`);
  console.log(`ratio, frames over ${frame} ms to all: ${(lateOf(frames) * 100).toFixed(1)} %`);
});
