import { setTimeout as pause } from "node:timers/promises";
import { client, expectOk } from "../fakes/client.ts";
import { openBrowser } from "../fakes/browser.ts";
import { startProduct } from "../fakes/product.ts";
import { changeIncidents } from "../server/features/incidents/index.ts";
import { prepareContent } from "../server/platform/event-log/content.ts";
import { muster } from "../server/values/actor.ts";
import { loadNow, openBenchmarkGround, percentile } from "./ground.ts";

const entries = 10_000;
/** A frame at 60 Hz, with the grain of the browser's clock. */
const frame = 16.7;
const grain = 0.3;

/** Waits until a measure stays the same for a second. */
async function settle(measure: () => Promise<number>): Promise<void> {
  for (let before = -1, now = await measure(); now !== before; now = await measure()) {
    before = now;
    await pause(1_000);
  }
}

const ground = await openBenchmarkGround();
const product = await startProduct({ databaseUrl: ground.url, smtpUrl: "smtp://127.0.0.1:9" });
const browser = await openBrowser();
try {
  const api = client(product.url, product.token);
  expectOk(await api.put("/api/v1/config", "muster: 1\npeople:\n  ana: { name: Ana Berg, email: ana@acme.example }\n", { contentType: "application/yaml" }));
  const { ref, id } = expectOk(await api.post<{ ref: string; id: string }>("/api/v1/incidents", { title: "A long night" }));
  for (let written = 0; written < entries; written += 500) {
    await ground.database.transaction((tx) =>
      changeIncidents(tx, Array.from({ length: 500 }, (_, index) => {
        const text = prepareContent(`Line ${written + index}: the pool is at ${(index * 7) % 100} %, and ${"it goes on ".repeat(index % 12)}`);
        return { incidentId: id, actor: muster, texts: [text], command: { kind: "note", text: text.reference, replyTo: null } } as const;
      })),
    );
  }
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const { link } = expectOk(await api.post<{ link: string }>("/api/v1/people/ana/invitation", { role: "responder" }));
  await page.request.post(`${product.url}/api/v1/invitation`, { data: { token: link.split("/").at(-1), password: "a password of one's own" } });
  await page.goto(product.url);
  await page.getByRole("heading", { level: 1 }).waitFor();
  const begin = performance.now();
  await page.goto(`${product.url}/incidents/${ref}`);
  const lines = page.getByRole("region", { name: "Lines of the timeline" });
  await lines.getByText(/^Line 9999/).waitFor();
  const opened = performance.now() - begin;
  // The older lines are read in idle time; what is measured is the scroll, not the reading.
  await settle(() => lines.evaluate((region) => region.scrollHeight + [...region.querySelectorAll("*")].reduce((sum, one) => sum + one.scrollHeight, 0)));
  const late = await lines.evaluate(async (region) => {
    const scroller = [region, ...region.querySelectorAll("*")].find((one) => one.scrollHeight > one.clientHeight + 100 && getComputedStyle(one).overflowY !== "visible");
    if (!scroller) throw new Error("Nothing scrolls.");
    const deltas: number[] = [];
    let last = performance.now();
    const end = last + 6_000;
    while (last < end) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const now = performance.now();
      deltas.push(now - last);
      last = now;
      scroller.scrollTop -= 60;
    }
    return deltas;
  });
  const over = late.filter((delta) => delta > frame + grain).length / late.length;
  console.log(`a room with ${entries} lines opens in ${opened.toFixed(0)} ms; ${loadNow()}`);
  console.log(`a scripted scroll of ${late.length} frames: ${percentile(late, 50).toFixed(1)} ms (p50), ${percentile(late, 95).toFixed(1)} ms (p95), ${percentile(late, 99).toFixed(1)} ms (p99)`);
  console.log(`ratio, frames over ${frame} ms to all: ${(over * 100).toFixed(1)} %`);
} finally {
  await browser.close();
  await product.stop();
  await ground.stop();
}
