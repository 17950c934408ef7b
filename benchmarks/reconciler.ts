import { readForgottenGroups, readStalledEscalations } from "../server/features/escalation/index.ts";
import { readOverlookedPages } from "../server/features/paging/index.ts";
import { openDatabase, type Database, type Tx } from "../server/platform/database/database.ts";
import { readWaiting } from "../server/start/reconciler.queries.ts";
import { loadNow, openBenchmarkGround, percentile } from "./ground.ts";

const alerts = 1_000_000;
const groups = 250_000;
const openGroups = 25_000;
const pages = 100_000;
const rounds = 30;

/** A month of a large organization: a million alerts in groups, a hundred thousand pages, and due work for what is open. All stands where it belongs. */
async function fill(database: Database): Promise<void> {
  const id = (kind: string, place: string) => `('00000000-0000-700${kind}-8000-' || lpad(to_hex(${place}), 12, '0'))::uuid`;
  await database.transaction(async (tx) => {
    await tx.run(`insert into alert_group (id, key, urgency, title, status, opened_at, last_alert_at) select ${id("1", "n")}, n::text, 'low', 'Disk', case when n < $2 then 'open' else 'resolved' end, now() - interval '1 hour', now()
      from generate_series(0, $1::int - 1) as n`, [groups, openGroups]);
    await tx.run(`insert into alert (id, fingerprint, source_id, key, occurrence, is_current, status, title, severity, labels, links, group_id, urgency, count, first_at, last_at, delivery_id, last_delivery_id)
      select ${id("2", "n")}, gen_random_uuid(), 'prometheus', n::text, 1, true, case when n % $2 < $3 then 'firing' else 'resolved' end, 'Disk', 'warning', '{}', '[]', ${id("1", "n % $2")}, 'low', 1, now(), now(), gen_random_uuid(), gen_random_uuid()
      from generate_series(0, $1::int - 1) as n`, [alerts, groups, openGroups]);
    await tx.run(`insert into decision (group_id, at, code, outcome, details) select ${id("1", "n")}, now() - n % 720 * interval '1 hour' - interval '1 minute', 'group.waits', 'held', '{"waitMilliseconds":30000}' from generate_series(0, $1::int - 1) as n`, [groups]);
    await tx.run(`insert into escalation (subject_kind, subject_id, urgency, status, pass, step, begun_at, due_at) select 'group', ${id("1", "n")}, 'low', case when n >= $2 then 'ended' when n % 2 = 0 then 'running' else 'acknowledged' end, 1, 0, now(), case when n < $2 then now() + interval '1 hour' end
      from generate_series(0, $1::int - 1) as n`, [groups, openGroups]);
    await tx.run(`insert into page (id, subject_kind, subject_id, pass, step, person_id, contact_id, channel, via, urgency, status, opened_at, due_at)
      select ${id("3", "n")}, 'group', ${id("1", "n % $2")}, 1, 0, 'ana', 'mail', 'mail', 'person/ana', 'high', case when n % 20 = 0 then 'due' when n % 2 = 0 then 'sent' else 'withdrawn' end, now() - n % 720 * interval '1 hour' - interval '1 minute', now() + interval '1 hour'
      from generate_series(0, $1::int - 1) as n`, [pages, groups]);
    await tx.run("insert into page_attempt (page_id, attempt, claimed_at, ended_at, provider_id) select id, 1, now(), now(), 'queued' from page where status <> 'due'");
    await tx.run(`insert into due_work (kind, key, due_at, payload) select 'page.deliver', 'page/' || id, due_at, '{}'::jsonb from page where status = 'due'
      union all select 'escalation.step', 'escalation/group-' || subject_id, due_at, '{}'::jsonb from escalation where due_at is not null`);
  });
  await database.transaction((tx) => tx.run("analyze"));
}

/** All that one look of the reconciler asks. */
const questions: readonly { name: string; ask: (tx: Tx) => Promise<readonly unknown[]> }[] = [
  { name: "work that waits", ask: readWaiting },
  { name: "overlooked pages", ask: (tx) => readOverlookedPages(tx, 1_000) },
  { name: "stalled escalations", ask: (tx) => readStalledEscalations(tx, 1_000) },
  { name: "forgotten groups", ask: (tx) => readForgottenGroups(tx, 1_000) },
];

async function time(database: Database, ask: (tx: Tx) => Promise<readonly unknown[]>): Promise<{ took: number; found: number }> {
  return database.transaction(async (tx) => {
    const began = performance.now();
    const { length: found } = await ask(tx);
    return { took: performance.now() - began, found };
  });
}

const ground = await openBenchmarkGround();
try {
  const patient = openDatabase({ url: ground.url, connections: 1, isPatient: true });
  await fill(patient).finally(() => patient.close());
  console.log(`${alerts} alerts, ${groups} groups of which ${openGroups} are open, ${pages} pages (${loadNow()})`);
  const looks: number[] = Array.from({ length: rounds }, () => 0);
  for (const { name, ask } of questions) {
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const { took, found } = await time(ground.database, ask);
      if (found > 0) throw new Error(`Of what stands where it belongs, ${found} were found by “${name}”.`);
      times.push(took);
      looks[round] = (looks[round] ?? 0) + took;
    }
    console.log(`${name}: ${percentile(times, 50).toFixed(1)} ms (p50), ${percentile(times, 95).toFixed(1)} ms (p95)`);
  }
  console.log(`a look: ${percentile(looks, 50).toFixed(0)} ms (p50), ${percentile(looks, 95).toFixed(0)} ms (p95); the goal is 200 ms`);
} finally {
  await ground.stop();
}
