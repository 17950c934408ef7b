import { describe, expect, it } from "vitest";
import { expectOk } from "../fakes/client.ts";
import { startProduct } from "../fakes/product.ts";
import type { AlertView } from "../server/features/alert-intake/contract.ts";
import { readRows } from "../server/platform/testing/test-server.ts";
import { eventually, minute, setStage, type Stage } from "./stage.ts";

const hour = 60 * minute;
const key = "acme-nightly-settlement";

async function beat({ api }: Stage): Promise<void> {
  expect((await api.post(`/intake/cron/${key}`)).status).toBe(202);
}

const silent = async ({ api }: Stage) => expectOk(await api.get<{ items: AlertView[] }>("/api/v1/alerts?search=No%20beat")).items;

describe("A heartbeat", () => {
  it("that nobody heard yet is not missed", async () => {
    const stage = await setStage();
    await stage.clock.advance(48 * hour);
    await stage.clock.advance(48 * hour);
    expect(await silent(stage)).toEqual([]);
  });

  it("that stops pages once its grace is over, as critical, and a beat ends that", async () => {
    const stage = await setStage();
    await beat(stage);
    await stage.clock.advance(24 * hour + 29 * minute);
    expect(await silent(stage)).toEqual([]);
    await stage.clock.advance(2 * minute);
    const [alert] = await eventually(async () => (await silent(stage)).length > 0 && silent(stage), "its silence is noticed");
    expect(alert).toMatchObject({ title: "No beat from cron", severity: "critical", serviceId: "ledger", status: "firing" });
    await stage.mail.waitFor((message) => message.subject.includes("No beat from cron"));
    await beat(stage);
    expect((await silent(stage))[0]?.status).toBe("resolved");
  });

  it("is not held to a beat that nobody could hear while no Muster ran", async () => {
    const stage = await setStage();
    await beat(stage);
    await stage.clock.advance(23 * hour);
    // The product noticed the hours that passed: whatever comes after them is its absence.
    await eventually(async () => (await readRows<{ isFresh: boolean }>(stage.databaseUrl, `select muster_now() - alive_at < interval '1 minute' as "isFresh" from installation`))[0]?.isFresh, "it noted that it runs");
    await stage.product.kill9();
    await stage.clock.advance(6 * hour);
    const again = await startProduct({ databaseUrl: stage.databaseUrl, smtpUrl: stage.mail.url, port: stage.product.port });
    try {
      await stage.clock.advance(30 * minute);
      expect(await silent(stage)).toEqual([]);
      await stage.clock.advance(2 * hour);
      await eventually(async () => (await silent(stage)).length === 1, "it is noticed after the time was added");
    } finally {
      await again.stop();
    }
  });
});
