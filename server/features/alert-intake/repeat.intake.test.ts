import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Database } from "../../platform/database/database.ts";
import { idFrom, newId } from "../../platform/ids/ids.ts";
import { openTestDatabase } from "../../platform/testing/test-database.ts";
import { readIntakeConfiguration } from "./configuration.intake.ts";
import { takeSignals } from "./flush.intake.ts";
import type { Incoming } from "./fold.rules.ts";
import { OpenAlerts } from "./repeat.intake.ts";
import type { SignalStatus } from "./signal.rules.ts";

const [hinted, plain] = [(await openTestDatabase()).database, (await openTestDatabase()).database];

interface Saying {
  key: string;
  status: SignalStatus;
  at: number | null;
}

const incomingOf = ({ key, status, at }: Saying): Incoming => ({
  signal: { key, status, title: key, severity: "warning", labels: { alertname: key }, description: null, links: [], startedAt: null, at },
  fingerprint: idFrom(`tool|${key}`),
  sourceId: "tool",
  deliveryId: newId(),
  newAlertId: newId(),
});

const take = (database: Database, flush: readonly Saying[], open?: OpenAlerts) =>
  database.transaction(async (tx) => takeSignals(tx, await readIntakeConfiguration(tx), flush.map(incomingOf), open));

const stored = (database: Database, run: number) =>
  database.transaction((tx) => tx.rows("select key, occurrence, is_current, status, count, source_at, held_by, jsonb_array_length(turns) as turns, group_id is null as is_alone from alert where key like $1 order by key, occurrence", [`${run} %`]));

const day = Date.UTC(2026, 10, 21);
const saying = fc.record<Saying>({
  key: fc.constantFrom("disk", "cpu", "latency"),
  status: fc.constantFrom("firing", "firing", "firing", "firing", "resolved", "acknowledged", "suppressed"),
  at: fc.option(fc.integer({ min: 0, max: 20 }).map((second) => day + second * 1_000)),
});

let run = 0;

describe("repeats", () => {
  it("are counted alike whether it was known that their alerts fire, was thought so wrongly, or was not known", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(saying, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 12 }), fc.infiniteStream(fc.boolean()), async (flushes, isToldWrongly) => {
        run += 1;
        const open = new OpenAlerts();
        for (const flush of flushes.map((sayings) => sayings.map((one) => ({ ...one, key: `${run} ${one.key}` })))) {
          // What another node did this one did not see.
          if (isToldWrongly.next().value) open.note(flush.map(({ key }) => ({ fingerprint: idFrom(`tool|${key}`), isOpen: isToldWrongly.next().value as boolean })));
          await take(hinted, flush, open);
          await take(plain, flush);
        }
        expect(await stored(hinted, run)).toEqual(await stored(plain, run));
      }),
      { numRuns: 40 },
    );
  });
});
