import { describe, expect, it } from "vitest";
import { deleteDone, lockDue } from "../../platform/due-work/due-work.queries.ts";
import { idFrom, newId } from "../../platform/ids/ids.ts";
import { openTestDatabase } from "../../platform/testing/test-database.ts";
import { readIntakeConfiguration } from "./configuration.intake.ts";
import { takeSignals } from "./flush.intake.ts";
import type { Incoming } from "./fold.rules.ts";
import { tellHandler } from "./group.work.ts";
import type { Severity } from "./signal.rules.ts";

const { database, clock } = await openTestDatabase();
await database.transaction((tx) => tx.run(`insert into route (place, condition, urgency, declares) values (0, 'severity == "critical"', 'high', false), (1, null, 'low', false)`));

const fire = (alertname: string, instance: string, severity: Severity = "warning") =>
  database.transaction(async (tx) => {
    const key = `${alertname} ${instance}`;
    const incoming: Incoming = {
      signal: { key, status: "firing", title: key, severity, labels: { alertname, instance }, description: null, links: [], startedAt: null },
      fingerprint: idFrom(`tool|${key}`),
      sourceId: "tool",
      deliveryId: newId(),
      newAlertId: newId(),
    };
    await takeSignals(tx, await readIntakeConfiguration(tx), [incoming]);
  });

const told = (alertname: string) =>
  database.transaction((tx) =>
    tx.rows<{ type: string; urgency: string }>(
      "select type, data->>'urgency' as urgency from event_log where stream_id in (select 'group/' || group_id from alert where labels->>'alertname' = $1) order by position",
      [alertname],
    ),
  );

const tellPlanned = () =>
  database.transaction(async (tx) => {
    const work = await lockDue(tx, tellHandler.kind, 100);
    await tellHandler.handle(tx, work);
    await deleteDone(tx, work.map(({ id }) => id));
    return work.length;
  });

const opened = { type: "group opened", urgency: "low" };
const grew = { type: "group grew", urgency: "low" };

describe("a group that grows flush by flush", () => {
  it("is told of as it opens, and then once a second however many alerts join", async () => {
    for (let host = 0; host < 8; host += 1) await fire("Slow", `web-${host}`);
    expect(await told("Slow")).toEqual([opened]);
    await clock.advance(1_000);
    expect(await tellPlanned()).toBe(1);
    expect(await told("Slow")).toEqual([opened, grew]);
    await clock.advance(5_000);
    await fire("Slow", "web-8");
    await fire("Slow", "web-9");
    expect(await told("Slow")).toEqual([opened, grew, grew]);
    await clock.advance(1_000);
    expect(await tellPlanned()).toBe(1);
    expect(await told("Slow")).toEqual([opened, grew, grew, grew]);
    await clock.advance(1_000);
    expect(await tellPlanned()).toBe(0);
  });

  it("is told of at once where it becomes more urgent", async () => {
    await fire("Full", "db-1");
    await fire("Full", "db-2", "critical");
    expect(await told("Full")).toEqual([opened, { type: "group grew", urgency: "high" }]);
  });

  it("is not told of by what only fires again", async () => {
    await fire("Hot", "db-1");
    await clock.advance(2_000);
    await fire("Hot", "db-1");
    expect(await told("Hot")).toEqual([opened]);
    expect(await tellPlanned()).toBe(0);
  });
});
