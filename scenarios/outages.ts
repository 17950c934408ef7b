import { expect, onTestFinished } from "vitest";
import { client } from "../fakes/client.ts";
import { transactionsInFlight } from "../fakes/mail-server/index.ts";
import { startProduct, type ProductOptions } from "../fakes/product.ts";
import type { PageView } from "../server/features/paging/contract.ts";
import { makeTestDatabase } from "../server/platform/testing/test-database.ts";
import { startTestServer } from "../server/platform/testing/test-server.ts";
import { alertArrives, eventually, mailTo, minute, pagesOf, setStage, webhook, type Stage } from "./stage.ts";

/** The script of the product under test: what was built, unless a fault was planted. */
type Build = Pick<ProductOptions, "script">;

/** Message-IDs that the mail server accepted more than once. */
export async function acceptedTwice({ mail }: Stage): Promise<string[]> {
  const ids = mail.messages().map((message) => message.messageId ?? "");
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}

/** In milliseconds. */
export interface Outage {
  /** Until the intake said that it cannot take an alert. */
  refusedAfter: number;
  /** From when PostgreSQL was back until the intake took one, and from when a page was due until it was sent. */
  takenAfter: number;
  sentAfter: number;
}

/** PostgreSQL goes away under a running product and comes back, and what was promised for that is held against what happens. */
export async function postgresGoesAway(product: Build = {}): Promise<Outage> {
  const postgres = await startTestServer();
  const stage = await setStage({ databaseUrl: postgres.url, clock: postgres.clock, product });
  await alertArrives(stage);
  await mailTo(stage, "amara@acme.example");
  // Many ask at once, so that connections lie idle when it goes: a fault in how their loss is heard must show.
  await Promise.all(Array.from({ length: 8 }, () => stage.api.get("/api/v1/alerts")));
  await postgres.takeDown();
  const before = performance.now();
  const away = await stage.api.post("/intake/prometheus/acme-prometheus", webhook({ region: "eu" }));
  expect([away.status, away.headers.get("retry-after")]).toEqual([503, "1"]);
  const refusedAfter = performance.now() - before;
  expect(refusedAfter).toBeLessThan(2_000);
  await eventually(async () => (await stage.api.get("/readyz")).status === 503, "not ready");
  // An outage that nobody looked into would break nothing.
  await eventually(async () => stage.product.logs.some((line) => line.includes("Due work could not be looked for.")), "work is looked for while it is away");
  await postgres.bringBack();
  const back = performance.now();
  await eventually(async () => (await stage.api.post("/intake/prometheus/acme-prometheus", webhook({ region: "eu" }))).status === 202, "the intake goes on", 5_000);
  const takenAfter = performance.now() - back;
  await stage.clock.advance(5 * minute);
  const due = performance.now();
  await mailTo(stage, "ben@acme.example", "", 5_000);
  return { refusedAfter, takenAfter, sentAfter: performance.now() - due };
}

/** One of two nodes freezes in the midst of a send and is thawed when the other has done its work. */
export async function oneOfTwoNodesFreezes(product: Build = {}): Promise<void> {
  const { url: databaseUrl, clock } = await makeTestDatabase();
  const stage = await setStage({ databaseUrl, clock, product });
  const other = await startProduct({ databaseUrl, smtpUrl: stage.mail.url, ...product });
  onTestFinished(async () => void (await other.stop()));
  await stage.mail.behave({ kind: "slow", milliseconds: 2_000 });
  await alertArrives(stage);
  await stage.mail.waitForEntry((entry) => entry.kind === "begun");
  const frozenAt = Date.now();
  stage.product.freeze();
  const inFlight = transactionsInFlight(stage.mail.entries(), frozenAt);
  if (inFlight.length === 0) throw new Error("Inconclusive: no send was in flight at the freeze.");
  const throughOther: Stage = { ...stage, api: client(other.url, other.token) };
  await clock.advance(5 * minute);
  await mailTo(throughOther, "ben@acme.example", "", 12_000);
  await eventually(async () => (await amarasMail(throughOther))?.status === "sent", "the other node takes over Amara's page");
  stage.product.thaw();
  await alertArrives(stage, { alertname: "AfterTheThaw" });
  await mailTo(stage, "amara@acme.example", "AfterTheThaw");
  expect((await acceptedTwice(stage)).length).toBeLessThanOrEqual(inFlight.length);
  expect((await amarasMail(throughOther))?.attempts, "what the frozen node finished late is not counted").toHaveLength(1);
}

/** Her first page by mail: what it went through is what the scenario is about. */
async function amarasMail(stage: Stage): Promise<PageView | undefined> {
  return (await pagesOf(stage, "amara")).findLast((page) => page.channel === "mail");
}
