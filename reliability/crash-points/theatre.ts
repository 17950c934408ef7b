import { client, expectOk } from "../../fakes/client.ts";
import { gatewaySecret } from "../../fakes/gateway-server/index.ts";
import { startProduct } from "../../fakes/product.ts";
import { WATCHDOG_TOKEN } from "../../fakes/watchdog.ts";
import { eventually, thursday, webhook, type Stage } from "../../scenarios/stage.ts";
import { openDatabase } from "../../server/platform/database/database.ts";
import { feedChannel } from "../../server/platform/stream/announcer.ts";
import { makeTestDatabase, type TestClock } from "../../server/platform/testing/test-database.ts";
import { openCrashFolder, type CrashFolder } from "./crash-folder.ts";
import { keepAlive, type Keeper, type Rows } from "./keeper.ts";
import { patience, patient } from "./patient-client.ts";
import { startProviders, type Providers } from "./providers.ts";

/** A stage on which the product dies time and again, and is started again each time. */
export interface Theatre extends Stage, Providers, Pick<Keeper, "inFlight" | "kill"> {
  folder: CrashFolder;
  /** The names of the alerts that the product said it had taken. */
  accepted: Set<string>;
  /** Straight from the database. */
  rows: Rows;
  /** Sends an alert until it is accepted. */
  alert(labels: Record<string, string>, status?: "firing" | "resolved"): Promise<void>;
  /** Presses a button of a phone page until it was taken. */
  press(link: string, answer: "have" | "cannot"): Promise<void>;
  /** So much time passes, once everything that is due was done. */
  jump(milliseconds: number): Promise<void>;
  /** Resolves when nothing is due and nothing is held. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a theatre in which this script plays over a database of its own, in an organization that is set up. */
export async function openTheatre(script: string, configuration: (providers: Providers) => string): Promise<Theatre> {
  const { url: databaseUrl, clock } = await makeTestDatabase();
  await clock.set(thursday);
  const folder = openCrashFolder();
  const providers = await startProviders();
  const oracle = openDatabase({ url: databaseUrl, connections: 1 });
  const rows: Rows = (sql) => oracle.transaction((tx) => tx.rows(sql));
  const env = { MUSTER_CRASH_FOLDER: folder.path, MUSTER_GATEWAY_URL: `${providers.gateway.url}/send`, MUSTER_GATEWAY_SECRET: gatewaySecret, MUSTER_WATCHDOG_TOKEN: WATCHDOG_TOKEN };
  const start = (port?: number) => startProduct({ databaseUrl, smtpUrl: providers.mail.url, script, env, isReadinessAwaited: false, ...(port === undefined ? {} : { port }) });
  const product = await start();
  await product.ready();
  const api = patient(client(product.url, product.token));
  expectOk(await api.put("/api/v1/config", configuration(providers), { contentType: "application/yaml" }));
  const stage = { ...providers, databaseUrl, clock, product, api, rows };
  const keeper = keepAlive(product, { ...stage, start });
  return {
    ...{ ...stage, ...audienceOf(stage), folder, inFlight: keeper.inFlight },
    kill: () => keeper.kill(),
    async close() {
      await keeper.stop();
      await oracle.close();
      await Promise.all(Object.values(providers).map((server) => server.close()));
    },
  };
}

/** What those who use the product do, and that time passes. */
function audienceOf({ api, rows, clock }: Pick<Theatre, "api" | "rows"> & { clock: TestClock }): Pick<Theatre, "accepted" | "alert" | "press" | "jump" | "settled"> {
  const accepted = new Set<string>();
  const open = "select kind from due_work where parked_at is null and (due_at <= muster_now() or leased_until > muster_now())";
  const settled = async () => void (await eventually(async () => (await rows(open)).length === 0, "everything that is due is done", patience));
  return {
    accepted,
    settled,
    async alert(labels, status = "firing") {
      const answer = await api.post("/intake/prometheus/acme-prometheus", webhook(labels, status));
      if (answer.status !== 202) throw new Error(`The intake answered ${answer.status}.`);
      accepted.add(labels["alertname"] ?? "");
    },
    async press(link, answer) {
      const { origin } = new URL(link);
      const post = () => fetch(link, { method: "POST", body: new URLSearchParams({ answer }), headers: { origin, "sec-fetch-site": "same-origin" } });
      await eventually(() => post().then(({ ok }) => ok, () => false), "the answer is taken", patience);
    },
    async jump(milliseconds) {
      await settled();
      await clock.advance(milliseconds);
      await rows(`select pg_notify('${feedChannel}', '')`);
    },
  };
}
