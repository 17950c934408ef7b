import { beforeEach, describe, expect, it } from "vitest";
import type { Tx } from "../../platform/database/database.ts";
import { newId } from "../../platform/ids/ids.ts";
import { openTestDatabase } from "../../platform/testing/test-database.ts";
import type { Subject } from "../../values/subject.ts";
import { reactToPages, type Messenger } from "../paging/index.ts";
import { advanceEscalations, beginEscalations } from "./escalation.commands.ts";
import { reactToEscalations } from "./index.ts";

const mail: Messenger = { channel: "mail", send: () => Promise.resolve({ isAccepted: true, providerId: "1" }) };
const { database, clock } = await openTestDatabase({ listeners: { escalation: [reactToEscalations], page: [reactToPages] }, messengers: { mail } });
const people = ["amara", "ben", "chidi"];
const act = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => database.transaction(work);

await act(async (tx) => {
  await tx.run("insert into person (id, name, email, place) select id, id, id || '@acme.example', place from unnest($1::text[]) with ordinality as new (id, place)", [people]);
  await tx.run("insert into contact (person_id, id, channel, address, place, verified_at) select id, 'mail', 'mail', id || '@acme.example', 1, now() from unnest($1::text[]) as new (id)", [people]);
  await tx.run("insert into team (id, name, place) values ('web', 'Web', 1)");
  await tx.run("insert into team_member select 'web', id, place from unnest($1::text[]) with ordinality as new (id, place)", [people]);
  await tx.run("insert into escalation_policy (id, repeat, place) values ('turns', 0, 1)");
  await tx.run("insert into escalation_step (policy_id, place, targets, wait, round_robin) values ('turns', 0, '{team/web}', '5m', true), ('turns', 1, '{person/chidi}', '5m', false)");
});

const subjects = (count: number): Subject[] => Array.from({ length: count }, () => ({ kind: "group", id: newId() }));
const begin = (tx: Tx, of: readonly Subject[]) => beginEscalations(tx, of.map((subject) => ({ subject, urgency: "high", policyId: "turns", commandId: "begin" })));
const turnsBy = async () => (await act((tx) => tx.rows<{ person_id: string; count: number }>("select person_id, count(*)::int as count from page where step = 0 group by 1 order by 1"))).map(({ count }) => count);

beforeEach(async () => {
  await act(async (tx) => {
    for (const table of ["page_attempt", "page", "due_work", "escalation_turn"]) await tx.run(`delete from ${table}`);
  });
});

describe("turns", () => {
  it("are given by two at once as if one had given them", async () => {
    await Promise.all(Array.from({ length: 6 }, () => act((tx) => begin(tx, subjects(5)))));
    expect(await turnsBy()).toEqual([10, 10, 10]);
  });

  it("and steps of hundreds cost as many statements as those of one", async () => {
    const statements = async (count: number) => {
      const of = subjects(count);
      await act((tx) => begin(tx, of));
      await clock.advance(6 * 60_000);
      return act(async (tx) => {
        const counting = countStatements(tx);
        await advanceEscalations(counting.tx, of.map((subject) => ({ subject, commandId: "advance" })));
        return counting.statements();
      });
    };
    expect(await statements(300)).toBe(await statements(3));
  });
});

/** The transaction, with how many statements were sent by it. */
function countStatements(tx: Tx): { tx: Tx; statements: () => number } {
  let sent = 0;
  const counted = new Set<string | symbol>(["rows", "run", "first"]);
  const proxy = new Proxy(tx, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...values: unknown[]): unknown => {
        if (counted.has(name)) sent += 1;
        return Reflect.apply(value, target, values);
      };
    },
  });
  return { tx: proxy, statements: () => sent };
}
