import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "playwright-core";
import { expectOk } from "../fakes/client.ts";
import type { Database } from "../server/platform/database/database.ts";
import { frame, lateOf, traceFrames, wordsOf } from "./frames.ts";
import { loadNow, percentile } from "./ground.ts";
import { withScreens } from "./screens.ts";

const open = 100_000;
const ended = 900_000;
const openings = 5;
const rounds = 60;
const scrollMilliseconds = 6_000;

/** Fills the tables in one go: their indexes are made afterwards, as a dump is restored. */
async function fill(database: Database): Promise<void> {
  await database.transaction(async (tx) => {
    const indexes = await tx.rows<{ name: string; made: string }>("select indexname as name, indexdef as made from pg_indexes where tablename in ('alert', 'decision', 'alert_group') and indexname not like '%_pkey'");
    for (const { name } of indexes) await tx.run(`drop index ${name}`);
    await tx.run("insert into service (id, name, tier, place) select 'service-' || n, 'Service ' || n, 2, n from generate_series(0, 49) as n");
    const group = (place: string) => `('00000000-0000-7000-8000-' || lpad(to_hex(${place} / 4), 12, '0'))::uuid`;
    await tx.run(`insert into alert_group (id, key, service_id, urgency, title, status, opened_at, last_alert_at)
      select ${group("n")}, n::text, 'service-' || n / 4 % 50, 'low', 'Disk', 'open', now(), now() from generate_series(0, $1::int - 1, 4) as n`, [open + ended]);
    await tx.run(`insert into alert (id, fingerprint, source_id, key, occurrence, is_current, status, title, severity, labels, links, service_id, group_id, urgency, count, first_at, last_at,
        acknowledged_at, acknowledged_by, owner_id, resolved_at, delivery_id, last_delivery_id)
      select gen_random_uuid(), gen_random_uuid(), 'prometheus', n::text, 1, true, case when n >= $2 then 'resolved' when n % 10 = 9 then 'acknowledged' else 'firing' end, 'Disk ' || n % 1000 || ' on host-' || n || ' is nearly full',
        'warning', jsonb_build_object('alertname', 'Disk' || n % 1000, 'service', 'service-' || n / 4 % 50, 'host', 'host-' || n, 'region', 'eu-' || n % 7, 'env', 'production', 'pod', 'pod-' || md5(n::text)), '[]', 'service-' || n / 4 % 50,
        ${group("n")}, 'low', 1, date_trunc('second', now()) - n * interval '1 second', now(), case when n % 10 = 9 then now() end, case when n % 10 = 9 then 'ana' end, case when n % 10 = 9 then 'ana' end,
        case when n >= $2 then now() end, gen_random_uuid(), gen_random_uuid() from generate_series(0, $1::int - 1) as n`, [open + ended, open]);
    await tx.run(`insert into decision (group_id, at, code, outcome, details) select ${group("n")}, now(), case when n % 12 = 0 then 'page.sent' else 'urgency.low' end, case when n % 12 = 0 then 'sent' else 'held' end, '{"personId":"ana"}'
      from generate_series(0, $1::int - 1, 4) as n`, [open + ended]);
    for (const { made } of indexes) await tx.run(made);
  });
  await database.transaction((tx) => tx.run("analyze"));
}

/** What the screens ask for, by what one would call it. */
const questions: readonly { name: string; query: string }[] = [
  { name: "first page", query: "status=open" },
  { name: "page 900 of the open", query: "status=open&cursor=deep" },
  { name: "ended", query: "status=resolved" },
  { name: "held back", query: "status=firing&isHeldBack=true" },
  { name: "acknowledged", query: "status=acknowledged" },
  { name: "mine", query: "status=open&ownerId=ana" },
  { name: "a service", query: "status=open&serviceId=service-7" },
  { name: "a service that has none", query: "status=all&serviceId=none" },
  { name: "search, many", query: "status=open&search=disk" },
  { name: "search, few", query: "status=open&search=host-7777" },
  { name: "search, none of a million", query: "status=all&search=nowhere" },
  { name: "counts", query: "counts" },
  { name: "counts, searched", query: "counts?search=host-77" },
];

/** Scrolls the page down frame by frame, as a person with a good wheel does; gives how far it went. */
function scroll(page: Page): Promise<number> {
  return page.evaluate(async (milliseconds) => {
    for (const end = performance.now() + milliseconds; performance.now() < end;) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      window.scrollBy(0, 60);
    }
    return window.scrollY;
  }, scrollMilliseconds);
}

await withScreens("muster: 1\npeople:\n  ana: { name: Ana Berg, email: ana@acme.example }\n", async ({ ground, api, url, signIn }) => {
  await fill(ground.database);
  const [deep] = await ground.database.transaction((tx) => tx.rows<{ at: string; id: string }>("select to_char(first_at at time zone 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') as at, id from alert order by first_at desc, id desc offset 90000 limit 1"));
  const cursor = Buffer.from(JSON.stringify([deep?.at, deep?.id])).toString("base64url");
  for (const { name, query } of questions) {
    const took: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const begin = performance.now();
      expectOk(await api.get(query.startsWith("counts") ? `/api/v1/alerts/${query}` : `/api/v1/alerts?limit=100&${query.replace("=deep", `=${cursor}`)}`));
      took.push(performance.now() - begin);
    }
    console.log(`${name}: ${percentile(took, 50).toFixed(0)} ms (p50), ${percentile(took, 99).toFixed(0)} ms (p99) of ${rounds}`);
  }
  const page = await signIn("ana", "responder");
  const opened: number[] = [];
  for (let round = 0; round < openings; round += 1) {
    const begin = performance.now();
    await page.goto(`${url}/alerts`);
    await page.getByRole("table", { name: "Alerts" }).getByRole("row").nth(20).waitFor();
    opened.push(performance.now() - begin);
  }
  console.log(`the first rows of ${open} open alerts among ${open + ended} are seen in ${percentile(opened, 50).toFixed(0)} ms (p50 of ${openings}), ${Math.max(...opened).toFixed(0)} ms (max); ${loadNow()}`);
  await pause(1_000);
  let moved = 0;
  const frames = await traceFrames(page, async () => { moved = await scroll(page); });
  const seen = await page.getByRole("table", { name: "Alerts" }).getByRole("row").last().innerText();
  console.log(`a scripted scroll over ${Math.round(moved)} px that reads on as it goes, to “${seen.split("\n")[0]?.trim() ?? ""}”: ${wordsOf(frames)}`);
  console.log(`ratio, frames over ${frame} ms to all: ${(lateOf(frames) * 100).toFixed(1)} %`);
});
