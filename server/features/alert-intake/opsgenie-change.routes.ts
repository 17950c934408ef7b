import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Tx } from "../../platform/database/database.ts";
import type { RouteTools } from "../../platform/http/route.ts";
import { hashSecret, idFrom } from "../../platform/ids/ids.ts";
import { toIso } from "../../values/instant.ts";
import { storable } from "../../values/text.ts";
import { opsgenieOutcome, opsgenieWords, type OpsgenieAction } from "./adapters/opsgenie.adapter.ts";
import { readDelivery, type DeliveryRow } from "./delivery.queries.ts";
import { acceptAsOpsgenie, genieKeyOf, refuseAsOpsgenie, refuseGenieKey, tellAsOpsgenie } from "./opsgenie-answer.presenter.ts";
import { findOpsgenieSource, rewordAlert, wasKnown } from "./opsgenie.queries.ts";
import { aboutAlert, addOpsgenieRoute, opsgenieNaming, readPayload, takeAsOpsgenie } from "./opsgenie.routes.ts";
import type { Intake } from "./queue.intake.ts";

/** What of Opsgenie's Alert API needs what is stored: what became of a request, and other words for an alert. */
export function opsgenieChangeRoutes(app: FastifyInstance, tools: RouteTools, intake: Intake): void {
  statusRoute(app, tools);
  for (const member of ["message", "description"] as const) wordsRoute(app, tools, intake, member);
}

/** A request is what was stored of it, so every node tells the same of it, for as long as it is kept. */
function statusRoute(app: FastifyInstance, { database }: RouteTools): void {
  const params = z.object({ requestId: z.string().max(100) });
  addOpsgenieRoute(app, {
    method: "GET",
    url: "/v2/alerts/requests/:requestId",
    schema: { summary: "Opsgenie Alert API: what became of a request", tags: ["intake"], params },
    handler: async (request, reply) => {
      const key = genieKeyOf(request);
      const { requestId } = request.params as z.infer<typeof params>;
      const told = key === null ? null : await database.transaction((tx) => tellRequest(tx, hashSecret(key), requestId));
      if (told === null) return refuseGenieKey(reply);
      return told === "unknown" ? refuseAsOpsgenie(reply, 404, "Request not found. It might not be processed, yet.") : tellAsOpsgenie(reply, told);
    },
  });
}

const actionWords: Readonly<Record<OpsgenieAction | "create", string>> = {
  ...{ create: "Create", close: "Close", acknowledge: "Acknowledge", unacknowledge: "UnAcknowledge", snooze: "Snooze", notes: "AddNote", escalate: "Escalate" },
  ...{ assign: "Assign", tags: "AddTags", details: "AddDetails", "remove-tags": "RemoveTags", "remove-details": "RemoveDetails" },
  ...{ delete: "Delete", message: "UpdateMessage", description: "UpdateDescription" },
};

const doneWords: Readonly<Partial<Record<OpsgenieAction | "create", string>>> = {
  ...{ create: "Created alert", close: "Closed alert", acknowledge: "Acknowledged alert", delete: "Closed alert; Muster keeps its history" },
  ...{ message: "Updated message", description: "Updated description" },
};

const kept = "Kept; the alert stays as it is";

async function tellRequest(tx: Tx, keyHash: Buffer, requestId: string): Promise<object | "unknown" | null> {
  const sourceId = await findOpsgenieSource(tx, keyHash);
  if (sourceId === null) return null;
  const delivery = z.uuid().safeParse(requestId).success ? await readDelivery(tx, requestId) : null;
  if (delivery?.source_id !== sourceId) return "unknown";
  const { action, key, isDone } = opsgenieOutcome(payloadOf(delivery), delivery.id);
  const isKnown = await wasKnown(tx, fingerprintOf(sourceId, key), delivery.received_at);
  const isSuccess = isKnown && isDone;
  const status = isKnown ? (doneWords[action] ?? kept) : "Alert does not exist";
  const alertId = isKnown ? storable(key) : "";
  return { success: isSuccess, action: actionWords[action], processedAt: toIso(delivery.received_at), integrationId: sourceId, isSuccess, status, alertId, alias: alertId };
}

function wordsRoute(app: FastifyInstance, { database }: RouteTools, intake: Intake, member: "message" | "description"): void {
  addOpsgenieRoute(app, {
    method: "PUT",
    url: `/v2/alerts/:identifier/${member}`,
    schema: { summary: `Opsgenie Alert API: change the ${member} of an alert`, tags: ["intake"], ...opsgenieNaming },
    handler: async (request, reply) => {
      const requestId = await takeAsOpsgenie(reply, intake, request, aboutAlert(request, member, readPayload(request)));
      if (requestId === null) return reply;
      await database.transaction((tx) => reword(tx, requestId));
      return acceptAsOpsgenie(reply, requestId);
    },
  });
}

/** Takes the words from what was stored, where secrets are masked. */
async function reword(tx: Tx, requestId: string): Promise<void> {
  const delivery = await readDelivery(tx, requestId);
  const words = delivery && opsgenieWords(payloadOf(delivery));
  if (!words) return;
  const [title, description] = [words.title, words.description].map((text) => (text === null ? null : storable(text)));
  await rewordAlert(tx, fingerprintOf(delivery.source_id, words.key), title ?? null, description ?? null);
}

function payloadOf({ body }: DeliveryRow): unknown {
  return JSON.parse(body) as unknown;
}

function fingerprintOf(sourceId: string, key: string): string {
  return idFrom(`${sourceId}|${storable(key)}`);
}
