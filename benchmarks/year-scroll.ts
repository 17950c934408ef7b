import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "playwright-core";
import { client, expectOk } from "../fakes/client.ts";
import { openBrowser } from "../fakes/browser.ts";
import { startProduct } from "../fakes/product.ts";
import { frame, lateOf, traceFrames, wordsOf } from "./frames.ts";
import { loadNow, openBenchmarkGround, percentile } from "./ground.ts";

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

const ground = await openBenchmarkGround();
const product = await startProduct({ databaseUrl: ground.url, smtpUrl: "smtp://127.0.0.1:9" });
const browser = await openBrowser();
try {
  const api = client(product.url, product.token);
  expectOk(await api.put("/api/v1/config", await readFile("examples/acme.yaml", "utf8"), { contentType: "application/yaml" }));
  for (let place = 0; place < overrides; place += 1) {
    const [from, to] = [1, 2].map((days) => new Date(Math.floor(Date.now() / day) * day + (days + place * 7) * day).toISOString());
    expectOk(await api.post("/api/v1/schedules/web-primary/overrides", { kind: "replace", from, to, personId: "chidi" }));
  }
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const { link } = expectOk(await api.post<{ link: string }>("/api/v1/people/amara/invitation", { role: "manager" }));
  await page.request.post(`${product.url}/api/v1/invitation`, { data: { token: link.split("/").at(-1), password: "a password of one's own" } });
  const calendar = page.getByRole("group", { name: /^Web primary, / });
  const opened: number[] = [];
  for (let round = 0; round < openings; round += 1) {
    await page.goto(`${product.url}/on-call?schedule=web-primary`);
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
} finally {
  await browser.close();
  await product.stop();
  await ground.stop();
}
