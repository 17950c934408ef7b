import { expectOk } from "../../fakes/client.ts";
import { alertNamed, eventually, minute } from "../../scenarios/stage.ts";
import { iso, mailed, nowOf, type Act } from "./act.ts";
import { patience } from "./patient-client.ts";
import type { Theatre } from "./theatre.ts";

export const silences: Act = {
  name: "a silence holds back, its owner is reminded of its end, and then it pages",
  people: { ben: "responder" },
  async play(stage, as) {
    const ben = as("ben");
    expectOk(await ben.post("/api/v1/silences", { matchers: [{ name: "alertname", value: "Patched" }], reason: "Patch night", startsAt: iso(10 * minute), endsAt: iso(55 * minute) }));
    await stage.jump(12 * minute);
    await stage.settled();
    await stage.alert({ alertname: "Patched" });
    await stage.jump(30 * minute);
    await mailed(stage, "ben", "Ends at");
    await stage.jump(15 * minute);
    await mailed(stage, "amara", "Patched");
  },
};

async function pagesOf({ rows }: Theatre): Promise<number> {
  return (await rows("select from page_attempt where error is null")).length;
}

export const heldBack: Act = {
  name: "what is snoozed, flaps or is a symptom pages once that is over, and what nobody speaks of any more ends",
  async play(stage) {
    await stage.alert({ alertname: "Snoozed" });
    await mailed(stage, "amara", "Snoozed");
    const { id } = await alertNamed(stage, "Snoozed");
    expectOk(await stage.api.post(`/api/v1/alerts/${id}/snooze`, { for: "10m" }));
    const before = await pagesOf(stage);
    for (const status of ["firing", "resolved", "firing", "resolved", "firing", "resolved", "firing"] as const) {
      await stage.alert({ alertname: "Flaps" }, status);
      await stage.jump(30_000);
    }
    await stage.jump(11 * minute);
    await eventually(async () => (await pagesOf(stage)) > before, "what was snoozed pages again", patience);
    await stage.jump(2 * minute);
    const { ref } = expectOk(await stage.api.post<{ ref: string }>("/api/v1/incidents", { title: "Payments fail", serviceIds: ["checkout"], page: false, commanderId: "grete" }));
    await stage.alert({ alertname: "ErrorRate" });
    expectOk(await stage.api.post(`/api/v1/incidents/${ref}/resolve`, {}));
    await stage.jump(32_000);
    await stage.jump(62_000);
    await mailed(stage, "amara", "ErrorRate");
    const ends = { labels: { alertname: "Lapses", service: "storefront", severity: "high" }, endsAt: new Date(await nowOf(stage) + 2 * minute).toISOString() };
    expectOk(await stage.api.post("/alertmanager/acme-prometheus/api/v2/alerts", [ends]));
    stage.accepted.add("Lapses");
    await stage.jump(2 * minute + 1_000);
    await eventually(async () => (await stage.rows("select from alert where labels->>'alertname' = 'Lapses' and status = 'resolved'")).length > 0, "it ends", patience);
  },
};
