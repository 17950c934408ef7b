import { expect, it } from "vitest";
import { runOn } from "../server/platform/testing/global-setup.ts";
import { readRows } from "../server/platform/testing/test-server.ts";
import { gatherCrowd, stormOn } from "./crowd.ts";
import { note } from "./figures.ts";

const poisoned = 100;
const good = 300;

it("R16: rows that always fault are put aside after five tries and told, and the good ones go out all the same", async () => {
  const { crowd, product } = await gatherCrowd(good);
  // Rows of work that no rule can do: pages that do not exist as anything that can be read, searches about what is no subject.
  await runOn(
    crowd.databaseUrl,
    `insert into due_work (kind, key, due_at, payload)
     select case when n % 2 = 0 then 'page.deliver' else 'escalation.step' end, 'poison/' || n, muster_now(), case when n % 2 = 0 then '{"pageId":"no id"}'::jsonb else '{"subject":null}'::jsonb end
     from generate_series(1, ${poisoned}) as n`,
  );
  const storm = await stormOn(crowd, [product.url], 50, good);
  await storm.finished;
  const ends = performance.now() + 60_000;
  let parked = 0;
  let sent = 0;
  while (performance.now() < ends && (parked < poisoned || sent < good)) {
    const [row] = await readRows<{ parked: number; most: number; sent: number; waiting: number }>(
      crowd.databaseUrl,
      "select (select count(*)::int from due_work where key like 'poison/%' and parked_at is not null) as parked, (select coalesce(max(attempts), 0) from due_work where key like 'poison/%') as most, (select count(*)::int from page where status = 'sent') as sent",
    );
    [parked, sent] = [row?.parked ?? 0, row?.sent ?? 0];
    expect(row?.most ?? 0).toBeLessThanOrEqual(5);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  note(
    { test: "R16", measure: "rows put aside", value: `${parked} of ${poisoned}`, target: "all, after at most 5 tries", isMet: parked === poisoned },
    { test: "R16", measure: "good pages sent beside them", value: `${sent} of ${good}`, target: "all", isMet: sent === good },
  );
  expect([parked, sent]).toEqual([poisoned, good]);
}, 180_000);
