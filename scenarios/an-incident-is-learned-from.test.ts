import { describe, expect, it, onTestFinished } from "vitest";
import { expectOk } from "../fakes/client.ts";
import { isInstalled, startAlertmanager, startDemoPrometheus } from "../fakes/peers/index.ts";
import { startProduct } from "../fakes/product.ts";
import type { IncidentDetail } from "../server/features/incidents/contract.ts";
import type { EntryView } from "../server/features/incidents/timeline.contract.ts";
import type { RetrospectiveDetail } from "../server/features/retrospectives/contract.ts";
import { eventually, mailTo, phoneLinkOf, press, setStage, signIn, type Stage } from "./stage.ts";

const hasPeers = isInstalled("prometheus") && isInstalled("alertmanager");
if (!hasPeers) console.log("Skipped: Debian's prometheus and prometheus-alertmanager are not installed.");

const path = "/api/v1/incidents/INC-1";

/** The server is killed where it stands, and another begins over the same database, at the same address. */
async function killAndStartAgain(stage: Stage): Promise<Stage> {
  await stage.product.kill9();
  const product = await startProduct({ databaseUrl: stage.databaseUrl, smtpUrl: stage.mail.url, port: stage.product.port });
  onTestFinished(async () => void (await product.stop()));
  return { ...stage, product };
}

describe("From a real Prometheus to an approved retrospective", () => {
  it.skipIf(!hasPeers)("nothing is lost, though the server is killed in the middle", async () => {
    let stage = await setStage();
    const alertmanager = await startAlertmanager({ webhookUrl: `${stage.product.url}/intake/prometheus/acme-prometheus`, groupWait: "0s", groupInterval: "1s" });
    const demo = await startDemoPrometheus({ alertmanagers: [alertmanager.url] });
    try {
      await demo.fire({ service: "storefront", severity: "critical", env: "prod" });
      await press(phoneLinkOf(await mailTo(stage, "amara@acme.example", "INC-1", 30_000)), "have");
      const amara = await signIn(stage, "amara", "responder");
      const grete = await signIn(stage, "grete", "manager");
      const hana = await signIn(stage, "hana", "manager");
      expectOk(await amara.post(`${path}/classify`, { severity: "sev1", priority: "p2" }));
      expectOk(await amara.post(`${path}/notes`, { text: "The cache was emptied at 14:40." }));

      stage = await killAndStartAgain(stage);
      expectOk(await amara.post(`${path}/decisions`, { text: "Roll back to the release of this morning" }));
      const update = { audienceIds: ["executives"], conditions: "Most customers cannot buy.", actions: "Amara rolls back." };
      expectOk(await amara.post(`${path}/updates`, update));
      const told = await mailTo(stage, "hana@acme.example", "Most customers cannot buy.");
      expect(told.text).toContain("Next update");
      await demo.resolve({ service: "storefront", severity: "critical", env: "prod" });
      await eventually(async () => (expectOk(await stage.api.get<IncidentDetail>(path)).groups.every(({ status }) => status === "resolved")), "the alerts end", 40_000);
      expectOk(await amara.put(`${path}/milestones/impactStart`, { at: "2026-11-19T13:40:00Z" }));
      expectOk(await amara.post(`${path}/resolve`));

      const { retrospectiveId, entries } = expectOk(await stage.api.get<IncidentDetail>(path));
      const retrospective = `/api/v1/retrospectives/${retrospectiveId}`;
      const { sections } = expectOk(await amara.get<RetrospectiveDetail>(retrospective));
      for (const { id, version } of sections.filter(({ isRequired }) => isRequired)) expectOk(await amara.put(`${retrospective}/sections/${id}`, { text: `What we know of ${id}.`, baseVersion: version }));
      expectOk(await amara.post(`${retrospective}/review`));
      expect((await amara.post(`${retrospective}/approve`)).status).toBe(403);
      const approved = [await grete.post(`${retrospective}/approve`), await hana.post(`${retrospective}/approve`)];
      expect(approved.some(({ isOk }) => isOk)).toBe(true);
      expect(expectOk(await stage.api.get<IncidentDetail>(path))).toMatchObject({ status: "closed" });

      const { items } = expectOk(await stage.api.get<{ items: EntryView[] }>(`${path}/timeline?limit=500&order=oldest`));
      const numbers = items.flatMap(({ entry }) => entry ?? []);
      expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: numbers.length }, (_, index) => index + 1));
      expect(numbers.length).toBeGreaterThanOrEqual(entries);
      const markdown = expectOk(await stage.api.get<string>(`${retrospective}/markdown`));
      for (const words of ["What we know of summary", "Roll back to the release of this morning"]) expect(markdown).toContain(words);
    } finally {
      await demo.stop();
      await alertmanager.stop();
    }
  }, 120_000);
});
