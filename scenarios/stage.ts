import { readFileSync } from "node:fs";
import { onTestFinished } from "vitest";
import { client, expectOk, type Client, type RequestOptions } from "../fakes/client.ts";
import { startMailProgram, type MailServer, type ReceivedMessage } from "../fakes/mail-server/index.ts";
import { startProduct, type Product, type ProductOptions } from "../fakes/product.ts";
import type { AlertDetail, AlertView } from "../server/features/alert-intake/contract.ts";
import type { PageView } from "../server/features/paging/contract.ts";
import { makeTestDatabase, type TestClock } from "../server/platform/testing/test-database.ts";

/** Thursday afternoon in Berlin; Amara is on call for the shop, Ben is her second, Elif has the payments until 18:00 UTC. */
export const thursday = Date.parse("2026-11-19T13:47:00Z");

export const minute = 60_000;

export const eventsKey = "acme".repeat(8);

export interface Stage {
  databaseUrl: string;
  clock: TestClock;
  mail: MailServer;
  product: Product;
  api: Client;
}

export interface StageOptions {
  databaseUrl?: string;
  clock?: TestClock;
  /** What the organization looks like; the example organization when absent. */
  configuration?: string;
  product?: Partial<ProductOptions>;
}

export const acme = readFileSync("examples/acme.yaml", "utf8");

/** Sets the stage: a database, a mail server, the product, and the example organization in it. All is taken down after the test. */
export async function setStage(options: StageOptions = {}): Promise<Stage> {
  const { stage, release } = await holdStage(options);
  onTestFinished(release);
  return stage;
}

/** The same for a whole file of tests, which releases it when it is done. */
export async function holdStage(options: StageOptions = {}): Promise<{ stage: Stage; release: () => Promise<void> }> {
  const { url: databaseUrl, clock } = options.databaseUrl && options.clock ? { url: options.databaseUrl, clock: options.clock } : await makeTestDatabase();
  await clock.set(thursday);
  const mail = await startMailProgram();
  const product = await startProduct({ databaseUrl, smtpUrl: mail.url, ...options.product });
  const release = async () => {
    await product.stop();
    await mail.close();
  };
  const api = client(product.url, product.token);
  expectOk(await api.put("/api/v1/config", options.configuration ?? acme, { contentType: "application/yaml" }));
  return { stage: { databaseUrl, clock, mail, product, api }, release };
}

/** An Alertmanager webhook with one alert in it. */
export function webhook(labels: Record<string, string>, status: "firing" | "resolved" = "firing"): object {
  const named: Record<string, string> = { alertname: "HighLatency", service: "storefront", severity: "high", ...labels };
  return {
    version: "4",
    status,
    receiver: "muster",
    alerts: [{ status, labels: named, annotations: { summary: `${named["alertname"]} on ${named["service"]}` }, startsAt: "2026-11-19T13:46:00Z", generatorURL: "http://prometheus.example/graph" }],
  };
}

/** An alert arrives; the answer must be 202. */
export async function alertArrives({ api }: Stage, labels: Record<string, string> = {}, status: "firing" | "resolved" = "firing"): Promise<void> {
  const answer = await api.post("/intake/prometheus/acme-prometheus", webhook(labels, status));
  if (answer.status !== 202) throw new Error(`The intake answered ${answer.status}: ${JSON.stringify(answer.body)}`);
}

/** The newest mail to somebody whose text or subject holds the words, now or soon. */
export async function mailTo({ mail }: Stage, address: string, words = "", timeoutMilliseconds = 10_000): Promise<ReceivedMessage> {
  const fits = (message: ReceivedMessage) => message.to.includes(address) && `${message.subject} ${message.text}`.includes(words);
  await mail.waitFor(fits, timeoutMilliseconds);
  const messages = mail.messages().filter(fits);
  const newest = messages.at(-1);
  if (!newest) throw new Error(`No mail to ${address}.`);
  return newest;
}

export function phoneLinkOf(message: ReceivedMessage): string {
  const link = message.links.find((address) => address.includes("/p/"));
  if (!link) throw new Error("The mail has no link to the phone page.");
  return link;
}

/** Presses a button of the phone page, as a browser does, and gives the page that follows. */
export async function press(link: string, answer: "have" | "cannot"): Promise<string> {
  const { origin } = new URL(link);
  const response = await fetch(link, { method: "POST", body: new URLSearchParams({ answer }), headers: { origin, "sec-fetch-site": "same-origin" } });
  return response.text();
}

export async function alertNamed({ api }: Stage, words: string): Promise<AlertDetail> {
  const { items } = expectOk(await api.get<{ items: AlertView[] }>(`/api/v1/alerts?search=${encodeURIComponent(words)}`));
  const [found] = items;
  if (!found) throw new Error(`No alert about ${words}.`);
  return expectOk(await api.get<AlertDetail>(`/api/v1/alerts/${found.id}`));
}

export async function pagesOf({ api }: Stage, personId: string): Promise<PageView[]> {
  return expectOk(await api.get<{ items: PageView[] }>(`/api/v1/pages?personId=${personId}`)).items;
}

/** Asks again until it holds; for what the product does by itself within seconds. */
export async function eventually<T>(ask: () => Promise<T | null | undefined | false>, words: string, timeoutMilliseconds = 10_000): Promise<T> {
  const end = performance.now() + timeoutMilliseconds;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() > end) throw new Error(`Not within ${timeoutMilliseconds} ms: ${words}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Somebody signed in by the invitation that an administrator sent them. */
export async function signIn({ api, product }: Stage, personId: string, role: string): Promise<Client> {
  const { link } = expectOk(await api.post<{ link: string }>(`/api/v1/people/${personId}/invitation`, { role }));
  const token = link.slice(link.lastIndexOf("/") + 1);
  const response = await fetch(new URL("/api/v1/invitation", product.url), { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ token, password: `${personId} has a password` }) });
  const cookie = response.headers.get("set-cookie")?.split(";")[0] ?? "";
  const plain = client(product.url);
  const own = (options?: RequestOptions): RequestOptions => ({ ...options, headers: { ...options?.headers, cookie } });
  return {
    ...plain,
    get: (path, options) => plain.get(path, own(options)),
    post: (path, body, options) => plain.post(path, body, own(options)),
    put: (path, body, options) => plain.put(path, body, own(options)),
    patch: (path, body, options) => plain.patch(path, body, own(options)),
    del: (path, options) => plain.del(path, own(options)),
  };
}
