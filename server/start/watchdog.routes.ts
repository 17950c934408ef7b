import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { rehearseAlert } from "../features/alert-intake/index.ts";
import type { Database, Tx } from "../platform/database/database.ts";
import { readPagingHold } from "../platform/database/paging-hold.ts";
import { schedule } from "../platform/due-work/due-work.ts";
import { problem } from "../platform/http/problem.ts";
import { isSameSecret } from "../platform/ids/ids.ts";
import { syntheticPageWish, type AskedPage, type SyntheticPageWish } from "./watchdog.contract.ts";
import { insertSyntheticPage, noteSeen, readTrouble, waitForLog } from "./watchdog.queries.ts";
import { expectWatchdog, stepOf } from "./watchdog.work.ts";

export interface WatchdogSettings {
  watchdogToken?: string | null;
}

/** Where the watchdog asks for its pages. It has a key of its own, which opens nothing else. */
export function watchdogRoutes(app: FastifyInstance, database: Database, { watchdogToken = null }: WatchdogSettings): void {
  app.route({
    method: "POST",
    url: "/api/v1/watchdog/pages",
    bodyLimit: 10_000,
    config: { access: "intake-key" },
    schema: { hide: true },
    handler: async (request, reply) => {
      if (watchdogToken === null || !isSameSecret(bearerOf(request), watchdogToken)) return refuse(reply, 401, "unknown-key", "This is not the MUSTER_WATCHDOG_TOKEN of this Muster. Give both the same.");
      const wish = syntheticPageWish.safeParse(request.body);
      if (!wish.success) return refuse(reply, 400, "malformed", wish.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "));
      return reply.status(202).send(await take(database, wish.data));
    },
  });
}

function bearerOf({ headers: { authorization = "" } }: FastifyRequest): string {
  return /^Bearer (.+)$/.exec(authorization)?.[1] ?? "";
}

function refuse(reply: FastifyReply, status: number, code: string, detail: string): FastifyReply {
  return reply.status(status).type("application/problem+json").send(problem(status, code, detail));
}

async function take(database: Database, { id, callback, everyMilliseconds }: SyntheticPageWish): Promise<AskedPage> {
  await rehearse(database);
  return database.transaction(async (tx) => {
    await insertSyntheticPage(tx, { id, callback });
    await noteSeen(tx, everyMilliseconds);
    await expectWatchdog(tx, everyMilliseconds);
    await schedule(tx, [stepOf(id, tx.now)]);
    const remark = await readRemark(tx);
    await waitForLog(tx);
    return { remark };
  });
}

async function readRemark(tx: Tx): Promise<string | null> {
  if ((await readPagingHold(tx)) !== null) return "Paging is held after a restore. Confirm under Settings › Health that this Muster is to page.";
  return readTrouble(tx);
}

class Undone extends Error {}

/** An alert goes through intake, routes, groups, escalation and pages by the code of real ones, and all of it is rolled back: nobody sees it, nothing is kept. */
async function rehearse(database: Database): Promise<void> {
  await database
    .transaction(async (tx) => {
      const { groupId } = await rehearseAlert(tx);
      if (groupId !== null && !(await wakesSomebody(tx, groupId))) throw new Error("A rehearsed alert opened a group, and nobody was looked for.");
      throw new Undone();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undone)) throw error;
    });
}

async function wakesSomebody(tx: Tx, groupId: string): Promise<boolean> {
  const row = await tx.first("select 1 where exists (select from escalation where subject_id = $1) or exists (select from due_work where key = 'begin/group-' || $1)", [groupId]);
  return row !== null;
}
