import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Tx } from "../../platform/database/database.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { newId } from "../../platform/ids/ids.ts";
import { muster, personOf, type Actor } from "../../values/actor.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import type { Subject } from "../../values/subject.ts";
import { noteAlert, whyNotTake } from "../alert-intake/index.ts";
import { readPagesOfSubject } from "../paging/index.ts";
import { escalationSchema, type EscalationView } from "./contract.ts";
import { readPresent } from "./escalation.commands.ts";
import { escalationPermissions } from "./escalation.permissions.ts";
import { viewEscalation } from "./escalation-view.queries.ts";
import { escalationWishSchema, expertsSchema, expertWishSchema, type EscalationWish } from "./expert.contract.ts";
import { readExperts, whyNotExperts } from "./expert.queries.ts";
import { escalateNow, type Escalating } from "./hand.commands.ts";
import { noManager, readGroupPlace, whyNotPolicy, whyNotTargets } from "./hand.queries.ts";

const params = z.object({ id: z.uuid() });
const noSuchGroup = refuse("group.not-found", "There is no such group of alerts.");

/** Turning to more people about a group of alerts: the next step, another policy, somebody senior, an expert. */
export function handRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/groups/:id/escalate",
    summary: "Turn to more people about a group of alerts: they are paged at once, and whoever has it keeps it",
    tag: "alerts",
    access: escalationPermissions.escalate,
    params,
    body: escalationWishSchema,
    answer: escalationSchema,
    async handle(tx, { params: { id }, body, caller }) {
      const actor = caller.actor ?? muster;
      const wish = await readWish(tx, id, body, actor);
      return isRefusal(wish) ? wish : carryOut(tx, { groupId: id, wish, because: body.because, actor });
    },
  });
  expertRoutes(app, tools);
}

function expertRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/groups/:id/experts",
    summary: "The experts of the service of a group of alerts, with who is on call or awake",
    tag: "alerts",
    access: escalationPermissions.read,
    params,
    answer: expertsSchema,
    async handle(tx, { params: { id } }) {
      const place = await readGroupPlace(tx, id);
      if (!place) return noSuchGroup;
      const pages = await readPagesOfSubject(tx, await readPresent(tx, { kind: "group", id }));
      const paged = pages.map(({ person_id, opened_at, answer }) => ({ personId: person_id, at: opened_at, answer }));
      return { items: await readExperts(tx, place.serviceId === null ? [] : [place.serviceId], paged), next: null };
    },
  });
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/groups/:id/experts",
    summary: "Ask experts of the service about a group of alerts: they are paged at once",
    tag: "alerts",
    access: escalationPermissions.escalate,
    params,
    body: expertWishSchema,
    answer: escalationSchema,
    async handle(tx, { params: { id }, body, caller }) {
      const actor = caller.actor ?? muster;
      const place = await readGroupPlace(tx, id);
      if (!place) return noSuchGroup;
      const refused = await whyNotExperts(tx, place.serviceId === null ? [] : [place.serviceId], body.personIds);
      if (refused) return refused;
      const wish = { wish: "experts", targets: body.personIds.map((personId) => `person/${personId}`), via: `expert-asked-by/${personOf(actor) ?? ""}` } as const;
      return carryOut(tx, { groupId: id, wish, because: body.because, actor });
    },
  });
}

/** What a wish means; a refusal names the field where it means nothing. */
async function readWish(tx: Tx, groupId: string, { targets, policyId }: EscalationWish, actor: Actor): Promise<Escalating["wish"] | Refusal> {
  if (policyId !== undefined) return (await whyNotPolicy(tx, policyId)) ?? { wish: "policy", policyId };
  if (targets === undefined) return { wish: "next-step" };
  const managerId = (await readGroupPlace(tx, groupId))?.managerId ?? null;
  if (targets.includes("team-manager") && managerId === null) return noManager;
  const meant = targets.map((target) => (target === "team-manager" ? `person/${managerId}` : target));
  return (await whyNotTargets(tx, meant)) ?? { wish: "people", targets: meant, via: `asked-by/${personOf(actor) ?? ""}` };
}

interface CarryingOut {
  groupId: string;
  wish: Escalating["wish"];
  because: string | undefined;
  actor: Actor;
}

async function carryOut(tx: Tx, { groupId, wish, because, actor }: CarryingOut): Promise<EscalationView | Refusal> {
  const place = await readGroupPlace(tx, groupId);
  if (!place) return noSuchGroup;
  const refused = await whyNotTake(tx, groupId);
  if (refused) return refused;
  const subject: Subject = { kind: "group", id: groupId };
  const outcome = await escalateNow(tx, { subject, actor, commandId: newId(), wish, usualPolicyId: place.policyId });
  if (isRefusal(outcome)) return outcome;
  if (because !== undefined && place.alertId !== null) await noteAlert(tx, place.alertId, because, actor);
  return (await viewEscalation(tx, subject)) ?? refuse("escalation.ended", "It has ended; nobody is paged for it any more.");
}
