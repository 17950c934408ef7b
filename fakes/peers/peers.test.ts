import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { WatchedList } from "../watched-list.ts";
import { isInstalled, runAmtool, startAlertmanager, startDemoPrometheus, type Alertmanager, type DemoPrometheus } from "./index.ts";

interface Notification {
  readonly version: string;
  readonly alerts: readonly { readonly status: string; readonly labels: Readonly<Record<string, string>>; readonly fingerprint: string }[];
}

const areInstalled = ["prometheus" as const, "alertmanager" as const, "amtool" as const].map(isInstalled).every(Boolean);
const payments = { service: "payments", severity: "critical", env: "production" };

describe.skipIf(!areInstalled)("Prometheus and Alertmanager", () => {
  const received = new WatchedList<Notification>();
  const posted = new Set<string>();
  const webhook = createServer((request, response) => {
    posted.add(request.url ?? "");
    if (request.url !== "/hook") return response.end();
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk)).on("end", () => {
      received.add(JSON.parse(Buffer.concat(chunks).toString()) as Notification);
      response.end();
    });
    return response;
  });
  let alertmanager: Alertmanager;
  let demo: DemoPrometheus;

  beforeAll(async () => {
    webhook.listen(0, "127.0.0.1");
    await once(webhook, "listening");
    const url = `http://127.0.0.1:${String((webhook.address() as AddressInfo).port)}`;
    alertmanager = await startAlertmanager({ webhookUrl: `${url}/hook` });
    demo = await startDemoPrometheus({ alertmanagers: [alertmanager.url, `${url}/alertmanager/key`] });
  }, 60_000);
  afterAll(async () => {
    await demo.stop();
    await alertmanager.stop();
    webhook.close();
  });

  const notified = (status: string) =>
    received.waitFor(({ alerts }) => alerts.some((alert) => alert.status === status), 20_000, (all) => JSON.stringify(all));

  it("fire and resolve an alert at will", { timeout: 60_000 }, async () => {
    await demo.fire(payments);
    const firing = await notified("firing");
    expect(firing).toMatchObject({ version: "4", alerts: [{ labels: { alertname: "MusterDemoDown", ...payments } }] });
    expect((await runAmtool(alertmanager.url, "alert", "query")).output).toContain("payments is down in production");
    expect(posted).toContain("/alertmanager/key/api/v2/alerts");
    await demo.resolve(payments);
    const resolved = await notified("resolved");
    expect(resolved.alerts[0]?.fingerprint).toBe(firing.alerts[0]?.fingerprint);
  });
});

describe("a peer that is not on this machine", () => {
  afterEach(() => { vi.unstubAllEnvs(); });

  it("is skipped, or fails where peers are required", () => {
    vi.stubEnv("PATH", "/nowhere");
    vi.stubEnv("MUSTER_REQUIRE_PEERS", "");
    expect(isInstalled("prometheus")).toBe(false);
    vi.stubEnv("MUSTER_REQUIRE_PEERS", "1");
    expect(() => isInstalled("prometheus")).toThrow(/prometheus is not installed/);
  });
});
