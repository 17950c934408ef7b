import { describe, expect, it } from "vitest";
import { expectOk } from "../fakes/client.ts";
import { runOn } from "../server/platform/testing/global-setup.ts";
import type { Health } from "../server/start/health.contract.ts";
import { alertArrives, eventually, mailTo, setStage, signIn, type Stage } from "./stage.ts";

/** A hundred pieces of work that can never be done: pages of nothing, steps of no escalation, mail about no silence. */
const poison = `
  insert into due_work (kind, key, due_at, payload)
  select case n % 3 when 0 then 'page.deliver' when 1 then 'escalation.step' else 'escalation.begin' end, 'poison/' || n, muster_now(),
    case n % 3 when 0 then '{"pageId": "no-page"}'::jsonb when 1 then '{}' else '{"subject": null}' end
  from generate_series(1, 100) as n`;

async function healthOf({ api }: Stage): Promise<Health> {
  return expectOk(await api.get<Health>("/api/v1/health"));
}

describe("Work that can never be done", () => {
  it("holds up no page, is put aside after five tries, told within 60 s, and tried again or dropped by hand", async () => {
    const stage = await setStage();
    await signIn(stage, "hana", "administrator");
    await runOn(stage.databaseUrl, poison);
    const poisonedAt = performance.now();
    await alertArrives(stage);
    await mailTo(stage, "amara@acme.example", "HighLatency", 5_000);
    await mailTo(stage, "hana@acme.example", "put aside", 60_000);
    expect(performance.now() - poisonedAt).toBeLessThan(60_000);
    const { parked } = await eventually(async () => {
      const health = await healthOf(stage);
      return health.parked.length === 100 && health;
    }, "all of it is put aside", 30_000);
    expect(new Set(parked.map(({ kind }) => kind))).toEqual(new Set(["page.deliver", "escalation.step", "escalation.begin"]));
    const [first, second] = parked;
    expectOk(await stage.api.post(`/api/v1/health/parked/${first?.id}/drop`));
    expectOk(await stage.api.post(`/api/v1/health/parked/${second?.id}/retry`));
    const left = await healthOf(stage);
    expect(left.parked.map(({ id }) => id)).not.toContain(first?.id);
    expect(left.checks.find(({ code }) => code === "work")).toMatchObject({ isWell: false });
    await eventually(async () => (await healthOf(stage)).parked.some(({ id }) => id === second?.id), "what still fails is put aside again", 40_000);
    await alertArrives(stage, { alertname: "StillPages" });
    await mailTo(stage, "amara@acme.example", "StillPages", 5_000);
  }, 180_000);
});
