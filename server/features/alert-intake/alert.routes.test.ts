import { describe, expect, it } from "vitest";
import { openTestApp } from "../../platform/testing/test-app.ts";
import type { AlertCounts, AlertView } from "./contract.ts";
import { alertRoutes, insertDecisions } from "./index.ts";

const { call, database } = await openTestApp(alertRoutes);
const groupIds = ["00000000-0000-7000-8000-000000000001", "00000000-0000-7000-8000-000000000002"] as const;
const [paged, quiet] = groupIds;

/** `paged` woke somebody, `quiet` did not; the service of the second alert is the storefront. */
const alerts: readonly [title: string, groupId: string, status: string, serviceId: string | null][] = [
  ["Slow", paged, "firing", null],
  ["Slower", paged, "firing", "storefront"],
  ["Slowest", paged, "acknowledged", null],
  ["Disk fills", quiet, "firing", null],
  ["Disk is full", quiet, "acknowledged", null],
  ["Disk was full", quiet, "resolved", null],
];

await database.transaction(async (tx) => {
  await tx.run("insert into service (id, name, place) values ('storefront', 'Storefront', 0)");
  await tx.run("insert into alert_group (id, key, urgency, title, status, opened_at, last_alert_at) select id, id::text, 'high', 'title', 'open', now(), now() from unnest($1::uuid[]) as id", [groupIds]);
  for (const [place, [title, groupId, status, serviceId]] of alerts.entries()) {
    await tx.run(
      `insert into alert (id, fingerprint, source_id, key, occurrence, is_current, status, title, severity, labels, links, service_id, group_id, urgency, count, first_at, last_at, delivery_id, last_delivery_id)
       values (gen_random_uuid(), gen_random_uuid(), 'prometheus', $1, 1, true, $2, $1, 'critical', '{}', '[]', $3, $4, 'high', 1, now() - $5 * interval '1 minute', now(), gen_random_uuid(), gen_random_uuid())`,
      [title, status, serviceId, groupId, place],
    );
  }
  await insertDecisions(tx, [
    { groupId: paged, alertId: null, at: tx.now, code: "page.sent", outcome: "sent", details: { personId: "amara" } },
    { groupId: quiet, alertId: null, at: tx.now, code: "urgency.waits-for-hours", outcome: "held", details: { until: tx.now, personId: "amara" } },
  ]);
});

const titles = async (query: string) => (await call<{ items: AlertView[] }>(`GET /api/v1/alerts?${query}`, { as: "viewer" })).body.items.map(({ title }) => title);
const counts = async (query = "") => (await call<AlertCounts>(`GET /api/v1/alerts/counts?${query}`, { as: "viewer" })).body;

describe("the list of alerts", () => {
  it("is narrowed to those for which nobody was paged, or to the others", async () => {
    expect(await titles("isHeldBack=true")).toEqual(["Disk fills", "Disk is full", "Disk was full"]);
    expect(await titles("isHeldBack=true&status=firing")).toEqual(["Disk fills"]);
    expect(await titles("isHeldBack=false&status=firing")).toEqual(["Slow", "Slower"]);
  });

  it("is read in pages also where it is narrowed", async () => {
    const first = await call<{ items: AlertView[]; next: string }>("GET /api/v1/alerts?isHeldBack=true&limit=2", { as: "viewer" });
    expect(first.body.items.map(({ title }) => title)).toEqual(["Disk fills", "Disk is full"]);
    expect(await titles(`isHeldBack=true&limit=2&cursor=${encodeURIComponent(first.body.next)}`)).toEqual(["Disk was full"]);
  });
});

describe("why an alert paged or did not", () => {
  it("is read from where it stands now", async () => {
    const { items } = (await call<{ items: AlertView[] }>("GET /api/v1/alerts", { as: "viewer" })).body;
    const why = Object.fromEntries(items.map((alert) => [alert.title, alert.why?.bold]));
    expect([why["Slowest"], why["Slow"], why["Disk was full"]]).toEqual(["In hand", "Paged amara", expect.stringContaining("Held back until")]);
  });
});

describe("the counts of alerts", () => {
  it("tell how many are open, who waits, what woke nobody and what somebody has", async () => {
    expect(await counts()).toEqual({ open: 5, waiting: 2, heldBack: 1, acknowledged: 2, mine: 0, isAll: true });
  });

  it("are narrowed as the list is", async () => {
    expect(await counts("serviceId=storefront")).toMatchObject({ open: 1, waiting: 1, heldBack: 0, acknowledged: 0 });
    expect(await counts("search=disk")).toMatchObject({ open: 2, waiting: 0, heldBack: 1, acknowledged: 1 });
    expect(await counts("search=nothing")).toEqual({ open: 0, waiting: 0, heldBack: 0, acknowledged: 0, mine: 0, isAll: true });
  });
});

describe.each(["/api/v1/alerts", "/api/v1/alerts/counts"])("%s", (path) => {
  it("is for those who signed in, in the right form", async () => {
    expect((await call(`GET ${path}`)).status).toBe(401);
    expect((await call(`GET ${path}?search=${"x".repeat(201)}`, { as: "viewer" })).status).toBe(400);
  });
});
