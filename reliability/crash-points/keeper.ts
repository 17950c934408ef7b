import type { Product } from "../../fakes/product.ts";
import { eventually } from "../../scenarios/stage.ts";
import type { TestClock } from "../../server/platform/testing/test-database.ts";
import { notedPages } from "../noted-pages.ts";
import { patience } from "./patient-client.ts";
import { keysTaken, type Providers } from "./providers.ts";

export type Rows = <Row extends object>(sql: string) => Promise<Row[]>;

/** What is looked at when the product dies, and how it is started again. */
interface Kept extends Providers {
  clock: TestClock;
  rows: Rows;
  start: (port: number) => Promise<Product>;
}

export interface Keeper {
  /** Of each page how many sends were taken by a provider that the rows did not know of when the product died last. */
  inFlight: ReadonlyMap<string, number>;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the product again whenever it dies, after looking at what it left behind. */
export function keepAlive(first: Product, kept: Kept): Keeper {
  let node = first;
  let isOver = false;
  const inFlight = new Map<string, number>();
  const watching = (async () => {
    for (;;) {
      await node.ended;
      if (isOver) return;
      await untilAlone(kept);
      for (const [key, count] of await unknownSends(kept)) inFlight.set(key, count);
      await endLeases(kept);
      node = await kept.start(first.port);
      if (isOver) await node.stop();
    }
  })();
  return {
    inFlight,
    async kill() {
      await node.kill9();
    },
    async stop() {
      isOver = true;
      await node.stop();
      await watching;
    },
  };
}

/** A COMMIT that was on its way when the product died is still carried out. */
async function untilAlone({ rows }: Kept): Promise<void> {
  await eventually(async () => (await rows("select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()")).length === 0, "the dead product's connections end", patience);
}

/** Of each page how many sends were taken and are noted nowhere. */
async function unknownSends({ rows, ...providers }: Kept): Promise<[string, number][]> {
  const stored = await rows<{ key: string; count: number }>(`select 'page.' || page_id as key, count(*)::int as count
     from (select page_id::text from page_attempt where error is null union all (${notedPages})) as noted (page_id) group by page_id`);
  const known = new Map(stored.map(({ key, count }) => [key, count]));
  return [...keysTaken(providers)].map(([key, count]) => [key, count - (known.get(key) ?? 0)]);
}

/** What the dead product had claimed is free at once, so that nobody has to wait for it. */
async function endLeases({ rows, clock }: Kept): Promise<void> {
  const [row] = await rows<{ left: number | null }>("select (extract(epoch from max(leased_until) - muster_now()) * 1000)::float8 as left from due_work");
  if (row?.left !== null && row !== undefined && row.left > 0) await clock.advance(Math.ceil(row.left) + 1);
}

