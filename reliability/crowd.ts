import { inject, onTestFinished } from "vitest";
import { client, expectOk, type Client } from "../fakes/client.ts";
import { startMailProgram, transactionsInFlight, type MailEntry, type MailServer, type ReceivedMessage } from "../fakes/mail-server/index.ts";
import { startProduct, type Product, type ProductOptions } from "../fakes/product.ts";
import { acceptedKeys, findLost, readStormJournal, startStorm, type Storm } from "../fakes/storm.ts";
import { makeTestDatabase, type TestClock } from "../server/platform/testing/test-database.ts";
import { notedPages } from "./noted-pages.ts";
import { readRows } from "../server/platform/testing/test-server.ts";

/** Many people, each on call alone for a service of their own, so that pages go out all the time and every alert is a group. */
export function crowdOf(people: number): string {
  const ids = Array.from({ length: people }, (_, place) => `c${place}`);
  const each = (entry: (id: string) => object) => Object.fromEntries(ids.map((id) => [id, entry(id)]));
  return JSON.stringify({
    muster: 1,
    organization: { name: "Crowd", timezone: "UTC" },
    people: each((id) => ({ name: id, email: `${id}@crowd.example` })),
    escalationPolicies: each((id) => ({ steps: [{ page: [`person/${id}`], wait: "1h" }] })),
    teams: { all: { name: "All", members: ids.slice(0, 1) } },
    services: each((id) => ({ name: id, team: "all", escalationPolicy: id })),
    sources: { prometheus: { kind: "alertmanager", key: "crowd-prometheus", service: { label: "service", default: "c0" } } },
    routes: [{ then: { urgency: "high" } }],
    grouping: { by: ["labels.instance"], wait: { high: "0s", low: "0s" } },
  });
}

export interface Crowd {
  databaseUrl: string;
  clock: TestClock | null;
  mail: MailServer;
  services: readonly string[];
  /** Starts a node over the crowd's database. */
  start(options?: Partial<ProductOptions>): Promise<Product>;
}

/** A crowd with one running node; everything is taken down after the test. */
export async function gatherCrowd(people: number, options: { databaseUrl?: string; product?: Partial<ProductOptions> } = {}): Promise<{ crowd: Crowd; product: Product; api: Client }> {
  const made = options.databaseUrl === undefined ? await makeTestDatabase() : null;
  const databaseUrl = made?.url ?? options.databaseUrl ?? inject("postgresUrl");
  const mail = await startMailProgram();
  onTestFinished(() => mail.close());
  const start = async (more: Partial<ProductOptions> = {}) => {
    const product = await startProduct({ databaseUrl, smtpUrl: mail.url, ...options.product, ...more });
    onTestFinished(async () => void (await product.stop()));
    return product;
  };
  const product = await start();
  const api = client(product.url, product.token);
  expectOk(await api.put("/api/v1/config", crowdOf(people), { contentType: "application/json" }));
  return { crowd: { databaseUrl, clock: made?.clock ?? null, mail, services: Array.from({ length: people }, (_, place) => `c${place}`), start }, product, api };
}

export function stormOn({ services }: Crowd, urls: readonly string[], ratePerSecond: number, count?: number): Promise<Storm> {
  return startStorm({ urls, intake: { kind: "alertmanager", path: "/intake/prometheus/crowd-prometheus" }, ratePerSecond, services, seed: Number(process.env["MUSTER_SEED"] ?? 7), ...(count === undefined ? {} : { count }) });
}

/** The page keys of every message that the mail server took, in order; a message tells of several where it is a bundle. */
export function pagesTaken({ mail }: Crowd): string[] {
  return mail.messages().flatMap(keysOf);
}

export interface Verdict {
  lost: number;
  skipped: number;
  duplicates: number;
  pages: number;
}

/** Waits until every page that is due was taken by the mail server, and then holds journals against the database; the product is not asked. */
export async function judgeCrowd(crowd: Crowd, storm: Storm, milliseconds: number): Promise<Verdict> {
  const answers = readStormJournal(storm.journalPath);
  const stored = new Set((await readRows<{ fingerprint: string }>(crowd.databaseUrl, "select labels->>'instance' as fingerprint from alert")).map((row) => row.fingerprint));
  const ends = performance.now() + milliseconds;
  let missing: string[] = [];
  let pages = 0;
  do {
    const rows = await readRows<{ id: string }>(crowd.databaseUrl, "select id from page where channel = 'mail' and status <> 'withdrawn' and due_at <= muster_now()");
    const taken = new Set(pagesTaken(crowd));
    missing = rows.map(({ id }) => `page.${id}`).filter((key) => !taken.has(key));
    pages = rows.length;
    if (missing.length > 0) await new Promise((resolve) => setTimeout(resolve, 250));
  } while (missing.length > 0 && performance.now() < ends);
  const taken = pagesTaken(crowd);
  const groups = acceptedKeys(answers).size;
  // An accepted alert without a page at all is as lost as one that was never stored.
  const unpaged = Math.max(0, groups - pages);
  return { lost: findLost(answers, stored).length, skipped: missing.length + unpaged, duplicates: taken.length - new Set(taken).size, pages };
}

/** A node that takes longer than this to store what its provider answered doubles more than what was in flight. */
const mostMillisecondsToStore = 1_000;

/** What was in flight at faults. */
export interface FaultWatch {
  /** Called right after a fault, and before anything is started again. */
  note(): Promise<void>;
  /** The sends under way at each fault, and those that were just answered and whose answer was stored nowhere. Asked at the end, when the mail server has told everything. */
  sends(): string[];
}

export function watchFaults(crowd: Crowd): FaultWatch {
  const moments: number[] = [];
  const storedBy = new Map<string, number>();
  const stored = `select 'page.' || page_id as key from (select id::text from page where handed_over_at is not null union all (${notedPages})) as noted (page_id)`;
  return {
    async note() {
      moments.push(Date.now());
      for (const { key } of await readRows<{ key: string }>(crowd.databaseUrl, stored)) storedBy.set(key, storedBy.get(key) ?? moments.length - 1);
    },
    sends: () => moments.flatMap((at, fault) => sendsInFlight(crowd.mail.entries(), at, (key) => (storedBy.get(key) ?? Infinity) <= fault)),
  };
}

function sendsInFlight(entries: readonly MailEntry[], at: number, isStored: (key: string) => boolean): string[] {
  const underWay = new Set(transactionsInFlight(entries, at));
  const answered = new Set(transactionsInFlight(entries, at, mostMillisecondsToStore).filter((one) => !underWay.has(one)));
  const told = entries.flatMap((entry) => (entry.kind === "accepted" && answered.has(entry.transaction) ? [{ transaction: entry.transaction, keys: keysOf(entry.message) }] : []));
  return [...underWay, ...told.filter(({ keys }) => keys.some((key) => !isStored(key))).map(({ transaction }) => transaction)];
}

/** Of how many pages these sends told, as far as they arrived: as many may go out twice. */
export function pagesOfSends({ mail }: Crowd, sends: readonly string[]): number {
  const wanted = new Set(sends);
  return mail.entries().reduce((sum, entry) => sum + (entry.kind === "accepted" && wanted.has(entry.transaction) ? keysOf(entry.message).length : 0), 0);
}

function keysOf({ headers }: ReceivedMessage): string[] {
  return [headers["x-muster-message"] ?? "", ...(headers["x-muster-tells-of"] ?? "").split(" ")].filter((key) => key.startsWith("page."));
}
