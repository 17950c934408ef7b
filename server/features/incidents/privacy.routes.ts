import type { FastifyInstance } from "fastify";
import { readContent } from "../../platform/event-log/content.ts";
import type { Tx } from "../../platform/database/database.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import type { Caller } from "../../values/permission.ts";
import { isRefusal, refuse } from "../../values/refusal.ts";
import { addChange, refParams } from "./change.routes.ts";
import { incidentSchema } from "./contract.ts";
import { noSuchIncident } from "./incident.commands.ts";
import { incidentPermissions, whyNotMakePublic } from "./incident.permissions.ts";
import { findIncident, readIncidentState } from "./incident.queries.ts";
import { commanderOf, type IncidentState } from "./incident.state.rules.ts";
import { viewIncident } from "./incident-view.queries.ts";
import { becomingPublicSchema, closingParams, enteringSchema, openingSchema, privacySchema, privacyWishSchema, type PrivacyView } from "./privacy.contract.ts";
import { closeTo, enter, makePrivate, makePublic, openTo, readKept } from "./privacy.commands.ts";
import { presentPrivacy } from "./privacy.presenter.ts";
import { countEverybody, readReason, readTeamPeople } from "./privacy.queries.ts";
import { insiders } from "./privacy.rules.ts";
import { readOrganizationWords } from "./words.queries.ts";

const tag = "incidents";
const nobody = refuse("not-allowed", "A token is nobody. Sign in to open a private incident to yourself.");

/** Who sees an incident: made private, opened to more, closed to some, made public again. */
export function privacyRoutes(app: FastifyInstance, tools: RouteTools): void {
  viewRoute(app, tools);
  addChange(app, tools, {
    method: "PUT",
    path: "/privacy",
    summary: "Make it private: only those named see it, and that there is one, with whoever is in it, declared it or was paged for it",
    access: incidentPermissions.work,
    body: privacyWishSchema,
    change: (tx, { incidentId, body, actor }) => makePrivate(tx, { incidentId, actor }, body),
  });
  addChange(app, tools, {
    path: "/privacy/named",
    summary: "Name more people and teams, who see it from then on, or audiences, who may be told",
    access: incidentPermissions.work,
    body: openingSchema,
    change: (tx, { incidentId, body, actor }) => openTo(tx, { incidentId, actor }, body.who),
  });
  addChange(app, tools, {
    method: "DELETE",
    path: "/privacy/named/:kind/:id",
    summary: "Take somebody out again, who sees it no more; not who holds a role",
    access: incidentPermissions.work,
    params: refParams.extend(closingParams),
    change: (tx, { incidentId, params: { kind, id }, actor }) => closeTo(tx, { incidentId, actor }, `${kind}/${id}`),
  });
  addChange(app, tools, {
    path: "/privacy/end",
    summary: "Make it public again: everybody who is signed in sees it, and audiences are told",
    access: incidentPermissions.work,
    body: becomingPublicSchema,
    async change(tx, { incidentId, body, caller, actor }) {
      const state = await readIncidentState(tx, incidentId);
      return whyNotMakePublic(caller, (state && commanderOf(state)?.personId) ?? null) ?? makePublic(tx, { incidentId, actor }, body.reason);
    },
  });
  enterRoute(app, tools);
}

function viewRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/incidents/:ref/privacy",
    summary: "Who sees an incident, and who would go on seeing it if it were made private",
    tag,
    access: incidentPermissions.read,
    params: refParams,
    answer: privacySchema,
    async handle(tx, { params, caller }) {
      const incidentId = await findIncident(tx, params.ref);
      const state = incidentId === null ? null : await readIncidentState(tx, incidentId);
      return incidentId === null || !state ? noSuchIncident : viewPrivacy(tx, caller, incidentId, state);
    },
  });
}

async function viewPrivacy(tx: Tx, caller: Caller, incidentId: string, state: IncidentState): Promise<PrivacyView> {
  const reason = await readReason(tx, incidentId);
  const kept = state.privacy ? [] : [...insiders(state), ...(await readKept(tx, incidentId))];
  const teamIds = (state.privacy ?? []).flatMap(({ who }) => (who.startsWith("team/") ? [who.slice("team/".length)] : []));
  return presentPrivacy(state, {
    words: await readOrganizationWords(tx, caller, []),
    reason: reason && ((await readContent(tx, [reason.contentId])).get(reason.contentId)?.text ?? null),
    kept: [...new Map(kept.map((one) => [one.who, one])).values()],
    teamPeople: await readTeamPeople(tx, teamIds),
    everybody: await countEverybody(tx),
    mayMakePublic: whyNotMakePublic(caller, commanderOf(state)?.personId ?? null) === null,
  });
}

function enterRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/incidents/:ref/privacy/enter",
    summary: "Open a private incident to yourself as an administrator; everybody in it sees that, and why",
    tag,
    access: incidentPermissions.enter,
    params: refParams,
    body: enteringSchema,
    answer: incidentSchema,
    async handle(tx, { params, body, caller }) {
      const { actor, personId } = caller;
      if (actor?.kind !== "person" || personId === null) return nobody;
      const incidentId = await enter(tx, { ref: params.ref, actor, personId, reason: body.reason });
      return isRefusal(incidentId) ? incidentId : ((await viewIncident(tx, caller, incidentId)) ?? noSuchIncident);
    },
  });
}
