import { setTimeout as pause } from "node:timers/promises";
import { openDatabase, type Database, type Tx } from "../server/platform/database/database.ts";
import type { ClaimedWork, SetHandler } from "../server/platform/due-work/due-work.ts";
import { lockDue } from "../server/platform/due-work/due-work.queries.ts";
import { Worker } from "../server/platform/due-work/worker.ts";
import { executeMany } from "../server/platform/event-log/event-log.ts";
import { newId } from "../server/platform/ids/ids.ts";
import { escalationDecider, escalationStream, stepHandler } from "../server/features/escalation/index.ts";
import { subscriptions } from "../server/start/subscriptions.ts";
import { muster } from "../server/values/actor.ts";
import { loadNow, median, openBenchmarkGround, percentile } from "./ground.ts";

const many = 10_000;
const mostRounds = 3;
/** No round begins later than this. */
const lastBeginning = 30_000;
/** One by one would take minutes: it is watched for as long as this, and what it has done by then is counted. */
const patience = 5_000;

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
  const who = { people: { "person/ana": ["ana"], "person/ben": ["ben"] }, administrators: ["ana"], unreachable: new Set<string>(), away: new Set<string>(), turns: {}, deferral: null };
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
  perSecond: number;
}

async function measure(database: Database, side: Side, mostMilliseconds: number): Promise<Lateness> {
  await database.transaction((tx) => tx.run("delete from due_work"));
  await prepareSteps(database);
  await database.transaction(letFallDue);
  const late: number[] = [];
  const began = Date.now() + 1_000;
  await side(database, timed(late), () => late.length >= many || Date.now() > began + mostMilliseconds);
  const perSecond = (late.length * 1_000) / (Date.now() - began);
  return { p50: percentile(late, 50), p99: percentile(late, 99), max: percentile(late, 100), done: late.length, perSecond };
}

function show(name: string, seen: readonly Lateness[]): void {
  const of = (part: keyof Lateness) => median(seen.map((one) => one[part])).toFixed(0);
  console.log(`${name}: ${of("done")} of ${many} done, ${of("perSecond")} a second; these late by ${of("p50")} ms (p50), ${of("p99")} ms (p99), ${of("max")} ms (max)`);
}

async function run(): Promise<void> {
  const ground = await openBenchmarkGround();
  const context = { listeners: subscriptions, messengers: {}, links: { publicUrl: "http://127.0.0.1", secret: "s".repeat(32) } };
  const database = openDatabase({ url: ground.url, context });
  try {
    await database.transaction((tx) => tx.run("insert into person (id, name, email, place) values ('ana', 'Ana', 'ana@acme.example', 0), ('ben', 'Ben', 'ben@acme.example', 1)"));
    console.log(`${many} escalation steps due within one second; ${loadNow()}`);
    const seen: { sets: Lateness; single: Lateness }[] = [];
    while (seen.length < mostRounds && (seen.length === 0 || performance.now() < lastBeginning)) {
      seen.push({ sets: await measure(database, inSets, 30_000), single: await measure(database, oneByOne, patience) });
    }
    show("in sets, as the product does", seen.map((round) => round.sets));
    show(`one by one, left after ${patience / 1_000} s`, seen.map((round) => round.single));
    console.log(`median of ${seen.length} rounds in turn; ${loadNow()}`);
    console.log(`ratio, in sets to one by one: ${median(seen.map(({ sets, single }) => sets.perSecond / single.perSecond)).toFixed(1)}x as many steps a second`);
  } finally {
    await database.close();
    await ground.stop();
  }
}

await run();
