import { readFileSync } from "node:fs";
import { ensureAdminToken } from "../server/features/access/index.ts";
import { owedHandler } from "../server/features/communications/index.ts";
import type { Database } from "../server/platform/database/database.ts";
import { runSet } from "../server/platform/due-work/set-runner.ts";
import { createHttpServer } from "../server/platform/http/server.ts";
import { createNode } from "../server/start/node.ts";
import { addRoutes } from "../server/start/routes.ts";
import { toIso } from "../server/values/instant.ts";
import { loadNow, openBenchmarkGround } from "./ground.ts";

const incidents = 1_000;
const alone = 100;
const token = "benchmark-token-of-the-administrator";
const publicUrl = "http://127.0.0.1:4600";
const begun = Date.now() - 50 * 60_000;

const look = (database: Database) => runSet(database, owedHandler, (problem, error) => console.error(problem, error));

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

const ground = await openBenchmarkGround();
const node = createNode({ databaseUrl: ground.url, publicUrl, secret: "s".repeat(32), messengers: {}, log: console.error });
const app = await createHttpServer({ publicUrl, version: "0.0.0", logger: false });
try {
  // The looks are to wait until they are measured.
  await node.worker.stop();
  addRoutes(app, node, { publicUrl, smtpUrl: null, databaseUrl: ground.url });
  await node.database.transaction((tx) => ensureAdminToken(tx, token));
  const call = async (method: "PUT" | "POST", url: string, payload: object | string) => {
    const answer = await app.inject({ method, url, payload, headers: { authorization: `Bearer ${token}`, "content-type": typeof payload === "string" ? "application/yaml" : "application/json" } });
    if (answer.statusCode >= 300) throw new Error(`${url}: ${answer.body}`);
  };
  await call("PUT", "/api/v1/config", readFileSync("examples/acme.yaml", "utf8"));
  for (let index = 0; index < incidents; index += 1) {
    await call("POST", "/api/v1/incidents", { title: `Checkout is slow ${index}`, severity: "sev1", priority: "p1", serviceIds: ["checkout"], page: false, commanderId: "grete", at: toIso(begun) });
    await call("POST", `/api/v1/incidents/${index + 1}/roles/communications-lead/assign`, { personId: "jonas" });
  }
  let single = 0;
  const count = async () => Number((await node.database.transaction((tx) => tx.first<{ count: number }>("select count(*) as count from event_log where type = 'owed update passed'")))?.count);
  const due = (when: "muster_now()" | "muster_now() + interval '1 hour'", how: string) => node.database.transaction((tx) => tx.run(`update due_work set due_at = ${when} where kind = 'incident.owed' and id in (select id from due_work where kind = 'incident.owed' ${how})`));
  await due("muster_now() + interval '1 hour'", "");
  for (let lone = 0; lone < alone; lone += 1) {
    await due("muster_now()", `order by id offset ${lone} limit 1`);
    const from = performance.now();
    await look(node.database);
    single += performance.now() - from;
  }
  await due("muster_now()", `order by id offset ${alone}`);
  const before = await count();
  let sets = 1;
  const together = await timed(async () => { while (await look(node.database)) sets += 1; });
  const passed = (await count()) - before;
  const [each, eachAlone] = [together / (incidents - alone), single / alone];
  console.log(`${incidents - alone} open incidents with overdue updates in ${sets} sets: ${(together / 1_000).toFixed(2)} s, ${passed} passed to deputies, ${each.toFixed(2)} ms each; ${alone} one by one: ${eachAlone.toFixed(2)} ms each; ${loadNow()}`);
  console.log(`ratio, one by one to a set: ${(eachAlone / each).toFixed(1)}x`);
} finally {
  await app.close();
  await node.stop();
  await ground.stop();
}
