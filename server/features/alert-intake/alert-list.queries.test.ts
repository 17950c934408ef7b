import { describe, expect, it } from "vitest";
import { openTestApp, person } from "../../platform/testing/test-app.ts";
import { addPerson } from "../../platform/testing/test-people.ts";
import { alertRoutes } from "./alert.routes.ts";
import type { AlertCounts, AlertView } from "./contract.ts";

const { call, database } = await openTestApp(alertRoutes);
await addPerson(database, "ben");
const ben = person("responder", "ben");

/** So many alerts alike, the newest so many seconds old. */
async function alertsStand(count: number, secondsAgo: number, { title = "Slow", status = "firing", ownerId = null as string | null, groupId = null as string | null } = {}): Promise<void> {
  await database.transaction((tx) =>
    tx.run(
      `insert into alert (id, fingerprint, source_id, key, occurrence, is_current, status, title, severity, labels, links, owner_id, group_id, urgency, count, first_at, last_at, delivery_id, last_delivery_id)
       select gen_random_uuid(), gen_random_uuid(), 'prometheus', n::text, 1, true, $3, $4, 'high', '{}', '[]', $5, $6, 'low', 1, date_trunc('second', now()) - ($2 + n) * interval '1 second', now(), gen_random_uuid(), gen_random_uuid() from generate_series(1, $1::int) as n`,
      [count, secondsAgo, status, title, ownerId, groupId],
    ),
  );
}

async function decided(groupId: string, decisions: readonly { code: string; outcome: string; details: object }[]): Promise<void> {
  for (const { code, outcome, details } of decisions) {
    await database.transaction((tx) => tx.run("insert into decision (group_id, at, code, outcome, details) values ($1, now(), $2, $3, $4)", [groupId, code, outcome, details]));
  }
}

const group = "00000000-0000-7000-8000-00000000000a";
await alertsStand(3, 0, { title: "Mine", ownerId: "ben" });
await alertsStand(1, 5, { title: "Mine once", ownerId: "ben", status: "resolved" });
await alertsStand(40, 10, { title: "Grouped", groupId: group });
await decided(group, [{ code: "page.sent", outcome: "sent", details: { personId: "ben" } }]);
await alertsStand(10_000, 100);
await alertsStand(2, 20_000, { title: "Needle" });

const list = async (query: string) => (await call<{ items: AlertView[]; next: string | null }>(`GET /api/v1/alerts?${query}`, { as: ben })).body;
const counts = async (query = "") => (await call<AlertCounts>(`GET /api/v1/alerts/counts?${query}`, { as: ben })).body;
const titles = ({ items }: { items: readonly AlertView[] }) => items.map(({ title }) => title);

describe("Alerts among very many", () => {
  it("are looked at so far as there is time for, and from there on with the next question", async () => {
    const first = await list("status=open&search=needle");
    expect(titles(first)).toEqual([]);
    expect(first.next).not.toBeNull();
    const second = await list(`status=open&search=needle&cursor=${first.next}`);
    expect([titles(second), second.next]).toEqual([["Needle", "Needle"], null]);
  });

  it("are counted among the newest where words are searched for, and the answer says so", async () => {
    expect(await counts("search=mine")).toMatchObject({ open: 3, isAll: false });
    expect(await counts()).toMatchObject({ open: 10_045, isAll: true });
  });

  it("are each found once where a list is read page by page", async () => {
    const seen = new Set<string>();
    let cursor = "";
    for (let page = 0; page < 30; page += 1) {
      const { items, next } = await list(`status=open&limit=500${cursor}`);
      for (const { id } of items) seen.add(id);
      if (next === null) break;
      cursor = `&cursor=${next}`;
    }
    expect(seen.size).toBe(10_045);
  });

  it("are narrowed to those of who asks, or of somebody", async () => {
    expect(titles(await list("status=open&ownerId=me"))).toEqual(["Mine", "Mine", "Mine"]);
    expect(titles(await list("ownerId=ben"))).toHaveLength(4);
    expect(titles(await list("status=open&ownerId=dana"))).toEqual([]);
    expect(await counts()).toMatchObject({ mine: 3 });
  });

  it("say of a whole group how large it is and whom it paged", async () => {
    const { items } = await list(`groupId=${group}&limit=5`);
    expect(items).toHaveLength(5);
    for (const item of items) expect(item).toMatchObject({ groupSize: 40, isHeldBack: false, why: { bold: expect.stringContaining("Paged Ben") } });
    expect(titles(await list("status=firing&isHeldBack=false&limit=100"))).toEqual(Array.from({ length: 40 }, () => "Grouped"));
  });
});
