import type { FastifyInstance } from "fastify";
import type { Tx } from "../../platform/database/database.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { recordAudit } from "../access/index.ts";
import { noPerson, ownPermissions } from "./my-shifts.permissions.ts";
import { remindersSchema, remindersWishSchema, type RemindersView } from "./reminder.contract.ts";
import { readChoices, writeChoice } from "./reminder.queries.ts";
import { usualMinutes } from "./reminder.rules.ts";

const tag = "on call";
const url = "/api/v1/me/reminders";

/** When somebody is reminded of their shifts. */
export function reminderRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url,
    summary: "How long before a shift the caller is reminded by mail",
    tag,
    access: ownPermissions.read,
    answer: remindersSchema,
    handle: (tx, { caller }) => (caller.personId === null ? Promise.resolve(noPerson) : viewReminders(tx, caller.personId)),
  });
  addRoute(app, tools, {
    method: "PUT",
    url,
    summary: "Say how long before a shift the caller is reminded; an empty list: never",
    tag,
    access: ownPermissions.read,
    body: remindersWishSchema,
    answer: remindersSchema,
    async handle(tx, { caller, body }) {
      const { personId } = caller;
      if (personId === null) return noPerson;
      const minutesBefore = [...new Set(body.minutesBefore)].sort((a, b) => b - a);
      await writeChoice(tx, personId, minutesBefore);
      await recordAudit(tx, { actor: { kind: "person", id: personId }, section: "people", id: personId, action: "changed", paths: ["reminders"], details: { after: { minutesBefore } } });
      return viewReminders(tx, personId);
    },
  });
}

async function viewReminders(tx: Tx, personId: string): Promise<RemindersView> {
  const chosen = (await readChoices(tx, [personId])).get(personId);
  return { minutesBefore: [...(chosen ?? usualMinutes)], isUsual: chosen === undefined };
}
