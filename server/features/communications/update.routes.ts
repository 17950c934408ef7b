import type { FastifyInstance } from "fastify";
import type { z } from "zod";
import type { Tx } from "../../platform/database/database.ts";
import { readTimePlace, writeCursor } from "../../platform/http/cursor.ts";
import { addRoute, listOf, listQuery, type RouteTools } from "../../platform/http/route.ts";
import { pageOf } from "../../platform/schemas/list.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { muster } from "../../values/actor.ts";
import { toIso, type Instant } from "../../values/instant.ts";
import type { Caller } from "../../values/permission.ts";
import { isRefusal, type Refusal } from "../../values/refusal.ts";
import { findIncident, noSuchIncident, readOrganizationWords } from "../incidents/index.ts";
import { choicesOf } from "./choices.rules.ts";
import { communicationPermissions } from "./communications.permissions.ts";
import { draftQuery, draftSchema, incidentParams, previewBody, previewSchema, updateBody, updateSchema, type DraftView, type PreviewView, type UpdateView } from "./contract.ts";
import { readDraft } from "./draft.queries.ts";
import { audienceBecause, incidentWordsOf, roomLink } from "./incident.mail.ts";
import { recipientsOfAll, whyUnreachable, recipientsOf } from "./recipients.rules.ts";
import { isClosing, proposedAt } from "./sending.rules.ts";
import { readSituation } from "./situation.queries.ts";
import { findAddressees, prepareUpdate, sendUpdate, type UpdateWish } from "./update.commands.ts";
import { writeUpdate } from "./update-message.rules.ts";
import { presentDraft, presentPreview, presentUpdate } from "./update.presenter.ts";
import { listUpdates, readDeliveries, readUpdate, type UpdateRow } from "./update.queries.ts";

const tag = "updates";
const url = "/api/v1/incidents/:ref/updates";
const read = { tag, access: communicationPermissions.read, params: incidentParams } as const;
const send = { tag, access: communicationPermissions.send, params: incidentParams } as const;

/** Updates of an incident: drafted, previewed, sent, and whom each reached. */
export function updateRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    ...read,
    method: "GET",
    url: `${url}/draft`,
    summary: "An update as far as it can be written from what is known, with whom it would reach and when the next comes",
    query: draftQuery,
    answer: draftSchema,
    handle: (tx, { params, query, caller }) => inIncident(tx, params.ref, (incidentId) => draft(tx, incidentId, query.audience ?? null, caller)),
  });
  addRoute(app, tools, {
    ...send,
    method: "POST",
    url: `${url}/preview`,
    summary: "The mails of an update as they would be; nothing is stored",
    body: previewBody,
    answer: previewSchema,
    handle: (tx, { params, body }) => inIncident(tx, params.ref, (incidentId) => preview(tx, incidentId, wishOf(body))),
  });
  sendRoute(app, tools);
  listRoute(app, tools);
}

function sendRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    ...send,
    method: "POST",
    url,
    summary: "Send an update to audiences",
    body: updateBody,
    answer: updateSchema,
    status: 201,
    handle: (tx, { params, body, caller }) =>
      inIncident(tx, params.ref, async (incidentId) => {
        const at = body.at === undefined ? undefined : Date.parse(body.at);
        const sent = await sendUpdate(tx, { incidentId, actor: caller.actor ?? muster, ...wishOf(body), at });
        const row = isRefusal(sent) ? null : await readUpdate(tx, sent);
        if (isRefusal(sent)) return sent;
        return (row && (await viewUpdates(tx, [row], caller))[0]) ?? noSuchIncident;
      }),
  });
}

function listRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    ...read,
    method: "GET",
    url,
    summary: "The updates of an incident, newest first, with whom each reached",
    query: listQuery,
    answer: listOf(updateSchema),
    handle: (tx, { params, query, caller }) =>
      inIncident(tx, params.ref, async (incidentId) => {
        const found = await listUpdates(tx, incidentId, query.limit + 1, readTimePlace(query.cursor));
        const { rows, next } = pageOf(found, query.limit, (row) => writeCursor(toIso(row.sent_at), row.id));
        return { items: await viewUpdates(tx, rows, caller), next };
      }),
  });
}

async function inIncident<Answer>(tx: Tx, ref: string, answer: (incidentId: string) => Promise<Answer | Refusal>): Promise<Answer | Refusal> {
  const incidentId = await findIncident(tx, ref);
  return incidentId === null ? noSuchIncident : answer(incidentId);
}

function wishOf({ audienceIds, conditions, actions, needs, nextAt }: z.output<typeof previewBody>): UpdateWish {
  const at: Instant | null | undefined = typeof nextAt === "string" ? Date.parse(nextAt) : nextAt;
  return { audienceIds, conditions, actions, needs: needs ?? null, nextAt: at, at: undefined };
}

/** Where nobody is named, for everybody who is told and can be reached. */
async function draft(tx: Tx, incidentId: string, audienceIds: readonly string[] | null, caller: Caller): Promise<DraftView | Refusal> {
  const situation = await readSituation(tx, incidentId, audienceIds ?? []);
  if (!situation) return noSuchIncident;
  const choices = choicesOf(situation, tx.now);
  const told = choices.filter(({ isTold }) => isTold).flatMap(({ audienceId }) => situation.addressee(audienceId) ?? []);
  const reached = told.filter((addressee) => whyUnreachable(addressee, recipientsOf(addressee, situation.circle)) === null);
  const addressees = audienceIds === null ? reached : findAddressees(situation, audienceIds);
  if (isRefusal(addressees)) return addressees;
  const words = await readDraft(tx, situation, addressees);
  const nextAt = new Map(addressees.map(({ id }) => [id, proposedAt(situation, id, tx.now)]));
  const mails = recipientsOfAll(addressees, situation.circle).length;
  return presentDraft({ situation, addressees, words, nextAt, choices, mails, isClosing: isClosing(situation.state) }, caller);
}

async function preview(tx: Tx, incidentId: string, wish: UpdateWish): Promise<PreviewView | Refusal> {
  const prepared = await prepareUpdate(tx, incidentId, wish);
  if (isRefusal(prepared)) return prepared;
  const { situation } = prepared;
  const { conditions, actions, needs } = wish;
  const shared = { conditions, actions, needs, isClosing: prepared.isClosing, sentAt: tx.now, incident: incidentWordsOf(situation), zone: zoneNamed(situation.organization.timezone), link: roomLink(tx, situation) };
  return presentPreview(prepared, (addressee, nextAt) => writeUpdate({ ...shared, style: addressee.style, nextAt, because: audienceBecause(addressee) }));
}

async function viewUpdates(tx: Tx, rows: readonly UpdateRow[], caller: Caller): Promise<UpdateView[]> {
  const words = await readOrganizationWords(tx, caller, []);
  const deliveries = await readDeliveries(tx, rows.map(({ id }) => id));
  return rows.map((row) => presentUpdate(row, deliveries, words, caller));
}
