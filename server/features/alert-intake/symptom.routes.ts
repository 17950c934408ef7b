import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import type { Tx } from "../../platform/database/database.ts";
import { muster, type Actor } from "../../values/actor.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { alertPermissions } from "./alert.permissions.ts";
import { alertOf } from "./alert.queries.ts";
import { handOf, lockWithGroups, recordByHand, tellByHand } from "./alert.commands.ts";
import { readIntakeConfiguration } from "./configuration.intake.ts";
import { releaseAlerts } from "./release.intake.ts";

/** The way back from what was held back by itself. */
export function symptomRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/alerts/:id/release",
    summary: "Hold an alert back no more, although it is a symptom or flaps: it pages",
    tag: "alerts",
    access: alertPermissions.answer,
    params: z.object({ id: z.uuid() }),
    answer: z.null(),
    status: 204,
    handle: (tx, { params, caller }) => releaseByHand(tx, params.id, caller.actor ?? muster),
  });
}

async function releaseByHand(tx: Tx, id: string, actor: Actor): Promise<null | Refusal> {
  const [row] = await lockWithGroups(tx, [id]);
  const alert = row && alertOf(row);
  if (!alert) return refuse("alert.not-found", "There is no such alert.");
  if (alert.status === "resolved") return refuse("alert.resolved", "This alert has ended; there is nothing left to page for.");
  if (alert.hold?.by === "silence") return refuse("alert.silenced", "A silence holds it back. End that, or change what it matches.");
  if (alert.hold?.by === "snooze") return refuse("alert.snoozed", "It is snoozed. End the snooze.");
  if (alert.hold === null) return null;
  await recordByHand(tx, [id], "released", actor);
  await tellByHand(tx, [alert], () => ["hold.released-by-hand", "passed", handOf(actor)]);
  await releaseAlerts(tx, await readIntakeConfiguration(tx), [alert]);
  return null;
}
