import { describe, expect, it } from "vitest";
import { expectOk } from "../fakes/client.ts";
import { isInstalled, startAlertmanager, startDemoPrometheus } from "../fakes/peers/index.ts";
import type { DeliveryView } from "../server/features/alert-intake/contract.ts";
import { alertNamed, eventsKey, eventually, mailTo, setStage, webhook } from "./stage.ts";

const hasPeers = isInstalled("prometheus") && isInstalled("alertmanager");
if (!hasPeers) console.log("Skipped: Debian's prometheus and prometheus-alertmanager are not installed.");

describe("A real Prometheus with a real Alertmanager", () => {
  it.skipIf(!hasPeers)("fires and somebody is paged; it ends and the alert ends", async () => {
    const stage = await setStage();
    const alertmanager = await startAlertmanager({ webhookUrl: `${stage.product.url}/intake/prometheus/acme-prometheus`, groupWait: "0s", groupInterval: "1s" });
    const demo = await startDemoPrometheus({ alertmanagers: [alertmanager.url] });
    try {
      await demo.fire({ service: "storefront", severity: "critical", env: "prod" });
      await mailTo(stage, "amara@acme.example", "Storefront", 30_000);
      await demo.resolve({ service: "storefront", severity: "critical", env: "prod" });
      await eventually(async () => (await alertNamed(stage, "storefront")).status === "resolved", "the alert ends", 40_000);
    } finally {
      await demo.stop();
      await alertmanager.stop();
    }
  }, 90_000);
});

describe("PagerDuty's Events v2", () => {
  const event = (more: object) => ({ routing_key: eventsKey, event_action: "trigger", payload: { summary: "Disk is full", source: "db1", severity: "critical" }, ...more });

  it("is answered exactly as PagerDuty answers", async () => {
    const { api } = await setStage();
    const answer = await api.post<{ dedup_key: string }>("/v2/enqueue", event({ dedup_key: "srv01/mysql" }));
    expect([answer.status, answer.body]).toEqual([202, { status: "success", message: "Event processed", dedup_key: "srv01/mysql" }]);
    const made = expectOk(await api.post<{ dedup_key: string }>("/v2/enqueue", event({})));
    expect(made.dedup_key.length).toBeGreaterThan(10);
    for (const event_action of ["resolve", "acknowledge"]) {
      const unknown = await api.post("/v2/enqueue", { routing_key: eventsKey, event_action, dedup_key: "never seen" });
      expect([unknown.status, unknown.body]).toEqual([202, { status: "success", message: "Event processed", dedup_key: "never seen" }]);
    }
  });

  it("refuses in PagerDuty's own shape", async () => {
    const { api } = await setStage();
    const refused = async (body: unknown) => {
      const answer = await api.post("/v2/enqueue", body);
      return [answer.status, answer.body];
    };
    expect(await refused({ event_action: "trigger" })).toEqual([400, { status: "invalid event", message: "Event object is invalid", errors: ["'routing_key' is missing or blank"] }]);
    expect(await refused(event({ payload: { source: "a", severity: "info" } }))).toEqual([400, { status: "invalid event", message: "Event object is invalid", errors: ["'payload.summary' is missing or blank"] }]);
    expect((await refused({ ...event({}), routing_key: "x".repeat(32) }))[0]).toBe(400);
    expect(await refused("{")).toMatchObject([400, { status: "Unrecognized object", errors: [expect.any(String)] }]);
    expect((await refused(event({ custom: "x".repeat(600_000) })))[0]).toBe(413);
  });

  it("triggers, acknowledges and resolves one alert", async () => {
    const stage = await setStage();
    const status = async () => (await alertNamed(stage, "Disk is full")).status;
    await stage.api.post("/v2/enqueue", event({ dedup_key: "k" }));
    await mailTo(stage, "elif@acme.example");
    await stage.api.post("/v2/enqueue", event({ dedup_key: "k", event_action: "acknowledge" }));
    expect(await status()).toBe("acknowledged");
    await stage.api.post("/v2/enqueue", event({ dedup_key: "k", event_action: "resolve" }));
    expect(await status()).toBe("resolved");
  });
});

describe("What arrives", () => {
  it("is kept and shown with its secrets masked", async () => {
    const stage = await setStage();
    await stage.api.post("/intake/prometheus/acme-prometheus", webhook({ api_key: "hunter2-hunter2", note: "Bearer abcdefghijklmnop" }));
    const alert = await alertNamed(stage, "storefront");
    expect(alert.payload?.body).toContain("redacted before storing");
    expect(JSON.stringify(alert)).not.toMatch(/hunter2|abcdefghijklmnop/);
  });

  it.each([
    ["text/plain", JSON.stringify(webhook({ region: "plain" }))],
    ["application/octet-stream", JSON.stringify(webhook({ region: "octets" }))],
  ])("is read as what it is, though it calls itself %s", async (contentType, body) => {
    const stage = await setStage();
    expect((await stage.api.post("/intake/prometheus/acme-prometheus", body, { contentType })).status).toBe(202);
  });

  it("for a service that nobody knows is accepted, and the administrators are told", async () => {
    const stage = await setStage();
    await stage.api.post("/intake/prometheus/acme-prometheus", webhook({ service: "basket" }));
    expect(await alertNamed(stage, "basket")).toMatchObject({ serviceId: "storefront" });
    const notices = expectOk(await stage.api.get<{ items: { sentence: string }[] }>("/api/v1/notices"));
    expect(notices.items.map((notice) => notice.sentence).join()).toContain('"basket"');
  });

  const bad: [string, string | Buffer, string, number][] = [
    ["malformed JSON", '{"alerts": [', "", 400],
    ["a wrong type", '{"alerts": 7}', "alerts", 400],
    ["a wrong type deep inside", '{"alerts":[{"status":"firing","labels":["a"]}]}', "alerts.0.labels", 400],
    ["NUL", '{"alerts":[{"status":"firing","labels":{"a":"\\u0000"}}]}', "alerts.0.labels.a", 400],
    ["a lone surrogate", '{"alerts":[{"status":"firing","labels":{"a":"\\ud800"}}]}', "alerts.0.labels.a", 400],
    ["nesting 10,000 deep", `{"alerts":${"[".repeat(10_000)}${"]".repeat(10_000)}}`, "", 400],
    ["bytes that are not UTF-8", Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), "", 400],
    ["a body over its limit", `{"alerts":"${"x".repeat(17_000_000)}"}`, "", 413],
  ];
  it("and is wrong is refused with its field named, and nothing is stored by half", async () => {
    const stage = await setStage();
    for (const [what, body, path, status] of bad) {
      const answer = await fetch(`${stage.product.url}/intake/prometheus/acme-prometheus`, { method: "POST", body: body as string, headers: { "content-type": "application/json" } });
      const problem = (await answer.json()) as { code: string; errors?: { path: string }[] };
      expect([what, answer.status], what).toEqual([what, status]);
      expect(answer.headers.get("content-type")).toContain("application/problem+json");
      if (path) expect(problem.errors?.map((error) => error.path), what).toContain(path);
    }
    const wrongKey = await stage.api.post("/intake/prometheus/wrong-key-here", webhook({}));
    expect([wrongKey.status, !wrongKey.isOk && wrongKey.problem?.code]).toEqual([401, "unknown-key"]);
    expect(expectOk(await stage.api.get<{ items: unknown[] }>("/api/v1/alerts")).items).toEqual([]);
    const deliveries = expectOk(await stage.api.get<{ items: DeliveryView[] }>("/api/v1/sources/prometheus/deliveries"));
    expect(deliveries.items).toEqual([]);
  });
});
