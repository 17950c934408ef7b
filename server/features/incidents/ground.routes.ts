import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { prepareContent } from "../../platform/event-log/content.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { RouteTools } from "../../platform/http/route.ts";
import { newId } from "../../platform/ids/ids.ts";
import { personOf, type Actor } from "../../values/actor.ts";
import type { Refusal } from "../../values/refusal.ts";
import { addChange, addEntry, refParams } from "./change.routes.ts";
import { groundAdditionSchema, groundChangeSchema, groundLinkSchema } from "./ground.contract.ts";
import { changeIncident } from "./incident.commands.ts";
import type { GroundSource } from "./incident.events.ts";
import { incidentPermissions } from "./incident.permissions.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import { unknownPerson } from "./words.queries.ts";

const { work } = incidentPermissions;
const itemParams = refParams.extend({ itemId: z.uuid() });

/** The common ground: said by whom, marked, put in other words, borne out by entries. */
export function groundRoutes(app: FastifyInstance, tools: RouteTools): void {
  addEntry(app, tools, {
    path: "/ground",
    summary: "Add a condition, a hypothesis, an action or a need to the common ground",
    access: work,
    body: groundAdditionSchema,
    write: (tx, { incidentId, body, actor }) => addItem(tx, incidentId, body, actor),
  });
  addChange(app, tools, {
    method: "PATCH",
    path: "/ground/:itemId",
    summary: "Mark an item agreed, disputed, ruled out or done, or put it in other words",
    access: work,
    params: itemParams,
    body: groundChangeSchema,
    change: (tx, { incidentId, params, body, actor }) => changeItem(tx, { incidentId, itemId: params.itemId, actor }, body),
  });
  addChange(app, tools, {
    method: "PUT",
    path: "/ground/:itemId/evidence/:entry",
    summary: "Say that an entry of the timeline speaks for an item, or against it",
    access: work,
    params: itemParams.extend({ entry: z.coerce.number().int().min(1).max(2_000_000_000) }),
    body: groundLinkSchema,
    change: (tx, { incidentId, params: { itemId, entry }, body, actor }) => changeIncident(tx, { incidentId, actor, command: { kind: "link ground", itemId, entry, stance: body.stance } }),
  });
}

async function addItem(tx: Tx, incidentId: string, body: z.output<typeof groundAdditionSchema>, actor: Actor): Promise<IncidentState | Refusal> {
  const { kind: groundKind, saidBy, ownerId = null } = body;
  const refused = (await unknownPerson(tx, ownerId, "ownerId")) ?? (saidBy && "personId" in saidBy ? await unknownPerson(tx, saidBy.personId, "saidBy.personId") : null);
  if (refused) return refused;
  const text = prepareContent(body.text);
  const tool = saidBy && "tool" in saidBy ? prepareContent(saidBy.tool) : null;
  const source: GroundSource | null = tool ? { kind: "tool", name: tool.reference } : saidBy && "personId" in saidBy ? { kind: "person", personId: saidBy.personId } : sourceOf(actor);
  const command = { kind: "add ground", itemId: newId(), groundKind, text: text.reference, ownerId, ...(source && { source }) } as const;
  return changeIncident(tx, { incidentId, actor, texts: [text, tool], command });
}

function sourceOf(actor: Actor): GroundSource | null {
  if (actor.kind === "person") return { kind: "person", personId: actor.id };
  return actor.kind === "token" ? { kind: "token", tokenId: actor.id } : null;
}

interface About {
  incidentId: string;
  itemId: string;
  actor: Actor;
}

async function changeItem(tx: Tx, { incidentId, itemId, actor }: About, body: z.output<typeof groundChangeSchema>): Promise<IncidentState | Refusal> {
  const { mark, version } = body;
  const about = { itemId, byPersonId: personOf(actor), version };
  if (mark !== undefined) {
    const reason = body.reason === undefined ? null : prepareContent(body.reason);
    return changeIncident(tx, { incidentId, actor, texts: [reason], command: { kind: "mark ground", ...about, mark, reason: reason?.reference ?? null } });
  }
  const text = prepareContent(body.text ?? "");
  return changeIncident(tx, { incidentId, actor, texts: [text], command: { kind: "correct ground", ...about, text: text.reference } });
}
