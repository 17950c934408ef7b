import { ensureAdminToken } from "../features/access/index.ts";
import { beginAlive, readPresets } from "../features/alert-intake/index.ts";
import { beginHistory, beginReminders } from "../features/on-call/index.ts";
import type { Settings } from "../platform/config/settings.ts";
import { closeHttpServer, createHttpServer } from "../platform/http/server.ts";
import { scheduleCheckpoints } from "../platform/event-log/checkpoint.work.ts";
import type { Logger } from "../platform/log/log.ts";
import { createOutgoing } from "../platform/outgoing/outgoing.ts";
import { version } from "../platform/package/package-root.ts";
import { openGround, type Ground } from "./ground.ts";
import { beginHousekeeping } from "./housekeeping.ts";
import { openListeners } from "./listeners.ts";
import { createMessengers } from "./messengers.ts";
import { createNode, type Node } from "./node.ts";
import { createReadiness, readinessRoutes } from "./readiness.ts";
import { addRoutes } from "./routes.ts";
import { beginWatch } from "./watchdog.work.ts";
import { webRoutes } from "./web.routes.ts";

export interface Running {
  address: string;
  stop(): Promise<void>;
}

/**
 * Starts Muster: its PostgreSQL (embedded, unless a DATABASE_URL is given), the address it listens on, and, as soon as the database is reachable,
 * safe and of the newest shape, everything else. Until then it answers 503 and says why.
 */
export async function serve(settings: Settings, log: Logger, onFatal: (error: Error) => void): Promise<Running> {
  readPresets();
  const ground = await openGround(settings, log, onFatal);
  try {
    return await serveOn(ground, settings, log);
  } catch (error) {
    await ground.stop();
    throw error;
  }
}

async function serveOn(ground: Ground, settings: Settings, log: Logger): Promise<Running> {
  const report = (problem: string, error: unknown) => log.warn({ err: error }, problem);
  const { databaseUrl, secret } = ground;
  const outgoing = createOutgoing(settings);
  const messengers = createMessengers(settings, { outgoing, secret, database: () => node.database });
  const node: Node = createNode({ databaseUrl, publicUrl: settings.publicUrl, secret, messengers, outgoing, watchdogToken: settings.watchdogToken, log: report });
  const readiness = createReadiness(databaseUrl, node, () => begin(node, settings), log);
  const app = await createHttpServer({ publicUrl: settings.publicUrl, version, logger: log });
  readinessRoutes(app, readiness);
  addRoutes(app, node, settings);
  await webRoutes(app);
  const address = await app.listen({ port: settings.port, host: settings.host }).catch((error: unknown) => {
    throw wordTaken(error, settings);
  });
  const closeListeners = await openListeners(settings, node, readiness, report);
  readiness.start();
  return {
    address,
    async stop() {
      readiness.stop();
      await closeListeners();
      await closeHttpServer(app);
      await node.stop();
      await ground.stop();
    },
  };
}

function wordTaken(error: unknown, { host, port }: Settings): unknown {
  if ((error as { code?: string }).code !== "EADDRINUSE") return error;
  return new Error(`Something else listens on ${host}:${port} already. Stop it, or choose another port with MUSTER_PORT.`, { cause: error });
}

/** What happens once, when the database is ready for the first time. */
async function begin(node: Node, settings: Settings): Promise<void> {
  const { adminToken } = settings;
  await node.database.transaction(async (tx) => {
    if (adminToken !== null) await ensureAdminToken(tx, adminToken);
    await beginHousekeeping(tx);
    await beginAlive(tx);
    await beginWatch(tx, settings.watchdogToken);
    await beginHistory(tx);
    await beginReminders(tx);
    await scheduleCheckpoints(tx);
  });
  node.start();
}
