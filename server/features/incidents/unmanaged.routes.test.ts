import { describe, expect, it } from "vitest";
import { openTestApp } from "../../platform/testing/test-app.ts";
import { addPerson } from "../../platform/testing/test-people.ts";
import { newId } from "../../platform/ids/ids.ts";
import type { DeclareQuestionView } from "./unmanaged.contract.ts";
import { unmanagedRoutes } from "./unmanaged.routes.ts";

const { call, database, clock } = await openTestApp(unmanagedRoutes);
await addPerson(database, "amara");
await clock.set(Date.UTC(2026, 10, 19, 9, 0));
await database.transaction((tx) => tx.run("insert into service (id, name, place) values ('shop', 'Shop', 0), ('search', 'Search', 1)"));

/** A group that somebody was asked about, and what they answered so many days ago, if anything. */
async function asked(serviceId: string, answer: { reason: string; daysAgo: number } | null): Promise<string> {
  const [groupId, reasonId] = [newId(), newId()];
  await database.transaction(async (tx) => {
    await tx.run("insert into alert_group (id, key, service_id, urgency, title, status, opened_at, last_alert_at) values ($1, $2, $3, 'high', $4, 'open', muster_now(), muster_now())", [groupId, groupId, serviceId, `${serviceId} is slow`]);
    await tx.run("insert into declare_question (group_id, asked_at, because, people) values ($1, muster_now(), '{It lasts}', '{amara}')", [groupId]);
    if (answer === null) return;
    await tx.run("insert into content (id, hash, body, created_at) values ($1, 'x', $2, muster_now())", [reasonId, answer.reason]);
    await tx.run("update declare_question set settled_at = muster_now() - make_interval(days => $2), settled_by = $3, reason_id = $4 where group_id = $1", [groupId, answer.daysAgo, JSON.stringify({ kind: "person", id: "amara" }), reasonId]);
  });
  return groupId;
}

describe("whether alerts are an incident", () => {
  it("is asked with what was answered about the same service before, newest first, and nothing that is long ago or of another service", async () => {
    await asked("shop", { reason: "A batch job", daysAgo: 3 });
    await asked("shop", { reason: "A load test", daysAgo: 1 });
    await asked("shop", { reason: "Forgotten", daysAgo: 91 });
    await asked("search", { reason: "Elsewhere", daysAgo: 1 });
    const groupId = await asked("shop", null);
    const { items } = (await call<{ items: DeclareQuestionView[] }>("GET /api/v1/declare-questions", { as: "viewer" })).body;
    expect(items.map((one) => [one.groupId, one.earlier.map(({ by, reason }) => `${by}: ${reason ?? ""}`)])).toEqual([[groupId, ["Amara: A load test", "Amara: A batch job"]]]);
  });
});
