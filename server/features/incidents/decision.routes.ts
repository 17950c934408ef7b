import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { prepareContent } from "../../platform/event-log/content.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { RouteTools } from "../../platform/http/route.ts";
import { personOf, type Actor } from "../../values/actor.ts";
import { durationMilliseconds } from "../../values/duration.ts";
import type { Instant } from "../../values/instant.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { addChange, addEntry, momentOf, refParams } from "./change.routes.ts";
import { decisionSchema, lookSchema } from "./decision.contract.ts";
import { changeIncident } from "./incident.commands.ts";
import { incidentPermissions } from "./incident.permissions.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import { unknownPerson } from "./words.queries.ts";

/** Decisions: with what else could have been done, what shows it, who decides, and when somebody looks again. */
export function decisionRoutes(app: FastifyInstance, tools: RouteTools): void {
  addEntry(app, tools, {
    path: "/decisions",
    summary: "Record what was decided, of which options, on what evidence, and when to look again",
    access: incidentPermissions.work,
    body: decisionSchema,
    write: (tx, { incidentId, body, actor }) => record(tx, incidentId, body, actor),
  });
  addChange(app, tools, {
    path: "/decisions/:entry/look",
    summary: "Say that a decision was looked at again and stands, for good or until the next look",
    access: incidentPermissions.work,
    params: refParams.extend({ entry: z.coerce.number().int().min(1).max(2_000_000_000) }),
    body: lookSchema,
    async change(tx, { incidentId, params: { entry }, body, actor }) {
      const lookAgainAt = lookOf(tx, body);
      return whyNotAhead(tx, lookAgainAt) ?? changeIncident(tx, { incidentId, actor, command: { kind: "look at decision", entry, byPersonId: personOf(actor), lookAgainAt } });
    },
  });
}

async function record(tx: Tx, incidentId: string, body: z.output<typeof decisionSchema>, actor: Actor): Promise<IncidentState | Refusal> {
  const { replyTo = null, chosen, evidence, decidedBy = personOf(actor) } = body;
  const lookAgainAt = lookOf(tx, body);
  const refused = whyNotAhead(tx, lookAgainAt) ?? (await unknownPerson(tx, decidedBy, "decidedBy"));
  if (refused) return refused;
  const text = prepareContent(body.text);
  const options = body.options.map(prepareContent);
  const weighed = { options: options.map(({ reference }) => reference), chosen, evidence: [...new Set(evidence)], decidedBy, lookAgainAt };
  return changeIncident(tx, { incidentId, actor, at: momentOf(body.at), texts: [text, ...options], command: { kind: "decision", text: text.reference, replyTo, weighed } });
}

function lookOf(tx: Tx, { lookAgainAt, lookAgainIn }: { lookAgainAt: string | null; lookAgainIn?: string | undefined }): Instant | null {
  if (lookAgainIn !== undefined) return tx.now + durationMilliseconds(lookAgainIn);
  return lookAgainAt === null ? null : Date.parse(lookAgainAt);
}

function whyNotAhead(tx: Tx, at: Instant | null): Refusal | null {
  if (at === null || at > tx.now) return null;
  const message = "This time has passed. Name one that is still to come, or none.";
  return refuse("incident.look-again.invalid", message, { errors: [{ path: "lookAgainAt", message }] });
}
