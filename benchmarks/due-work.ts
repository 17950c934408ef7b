import { setTimeout as pause } from "node:timers/promises";
import { openDatabase, type Database, type Tx } from "../server/platform/database/database.ts";
import type { ClaimedWork, SetHandler } from "../server/platform/due-work/due-work.ts";
import { lockDue } from "../server/platform/due-work/due-work.queries.ts";
import { Worker } from "../server/platform/due-work/worker.ts";
import { executeMany } from "../server/platform/event-log/event-log.ts";
import { newId } from "../server/platform/ids/ids.ts";
import { stepHandler } from "../server/features/escalation/index.ts";
import { escalationDecider, escalationStream } from "../server/features/escalation/escalation.decider.ts";
import { subscriptions } from "../server/start/subscriptions.ts";
import { muster } from "../server/values/actor.ts";
import { loadNow, median, openBenchmarkGround, percentile } from "./ground.ts";

const many = 10_000;
const rounds = 2;
/** One by one is not waited for any longer; what is not done by then counts as so late at least. */
const mostPatience = 10_000;

/** Steps that are done after COMMIT tell how late that was. */
function timed(late: number[]): SetHandler {
  return {
    ...stepHandler,
    async handle(tx, work) {
      await stepHandler.handle(tx, work);
      tx.afterCommit(() => late.push(...work.map(({ dueAt }) => Date.now() - dueAt)));
    },
  };
}

/** Escalations at their first step, whose wait ends for all of them within one second from the given moment. */
async function prepareSteps(database: Database): Promise<void> {
  const steps = [{ targets: ["person/ana"], waitMilliseconds: 1 }, { targets: ["person/ben"], waitMilliseconds: 3_600_000 }];
  const who = { people: { "person/ana": ["ana"], "person/ben": ["ben"] }, administrators: ["ana"], deferral: null };
  for (let begun = 0; begun < many; begun += 500) {
    const orders = Array.from({ length: 500 }, () => {
      const subject = { kind: "group", id: newId() } as const;
      const command = { kind: "begin", subject, policyId: "shop", steps, repeat: 0, urgency: "high", who } as const;
      return { streamId: escalationStream(subject), commandId: "begin", actor: muster, command };
    });
    await database.transaction((tx) => executeMany(tx, escalationDecider, orders));
  }
}

async function letFallDue(tx: Tx): Promise<void> {
  await tx.run(
    `update due_work set due_at = muster_now() + interval '1 second' + new.place * interval '1 second' / $1
     from (select id, row_number() over (order by id) as place from due_work) as new where new.id = due_work.id`,
    [many],
  );
}

type Side = (database: Database, handler: SetHandler, isDone: () => boolean) => Promise<void>;

const inSets: Side = async (database, handler, isDone) => {
  const worker = new Worker({ database: () => database, handlers: [handler], log: (problem, error) => console.error(problem, error) });
  worker.start();
  while (!isDone()) await pause(20);
  await worker.stop();
};

/** The same handler with a transaction for each row. */
const oneByOne: Side = async (database, handler, isDone) => {
  while (!isDone()) {
    const wasDue = await database.transaction(async (tx) => {
      const work: ClaimedWork[] = await lockDue(tx, handler.kind, 1);
      if (work.length === 0) return false;
      await handler.handle(tx, work);
      return true;
    });
    if (!wasDue) await pause(5);
  }
};

interface Lateness {
  p50: number;
  p99: number;
  max: number;
  done: number;
}

async function measure(database: Database, side: Side): Promise<Lateness> {
  await database.transaction((tx) => tx.run("delete from due_work"));
  await prepareSteps(database);
  await database.transaction(letFallDue);
  const late: number[] = [];
  const ends = Date.now() + 2_000 + mostPatience;
  await side(database, timed(late), () => late.length >= many || Date.now() > ends);
  const all = [...late, ...Array<number>(many - late.length).fill(mostPatience)];
  return { p50: percentile(all, 50), p99: percentile(all, 99), max: percentile(all, 100), done: late.length };
}

function show(name: string, seen: readonly Lateness[]): Lateness {
  const [p50, p99, max, done] = (["p50", "p99", "max", "done"] as const).map((part) => median(seen.map((one) => one[part])));
  const medians = { p50: p50 ?? 0, p99: p99 ?? 0, max: max ?? 0, done: done ?? 0 };
  console.log(`${name}: ${medians.done} of ${many} done; late by ${medians.p50} ms (p50), ${medians.p99} ms (p99), ${medians.max} ms (max)`);
  return medians;
}

async function run(): Promise<void> {
  const ground = await openBenchmarkGround();
  const context = { listeners: subscriptions, messengers: {}, links: { publicUrl: "http://127.0.0.1", secret: "s".repeat(32) } };
  const database = openDatabase({ url: ground.url, context });
  try {
    await database.transaction((tx) => tx.run("insert into person (id, name, email, place) values ('ana', 'Ana', 'ana@acme.example', 0), ('ben', 'Ben', 'ben@acme.example', 1)"));
    console.log(`${many} escalation steps due within one second, median of ${rounds} rounds in turn; ${loadNow()}`);
    const seen: { sets: Lateness; single: Lateness }[] = [];
    for (let round = 0; round < rounds; round += 1) seen.push({ sets: await measure(database, inSets), single: await measure(database, oneByOne) });
    const sets = show("in sets, as the product does", seen.map((round) => round.sets));
    const single = show("one by one", seen.map((round) => round.single));
    console.log(loadNow());
    console.log(`ratio, in sets to one by one: p50 ${(sets.p50 / single.p50).toFixed(3)}, p99 ${(sets.p99 / single.p99).toFixed(3)}, max ${(sets.max / single.max).toFixed(3)}`);
  } finally {
    await database.close();
    await ground.stop();
  }
}

await run();
