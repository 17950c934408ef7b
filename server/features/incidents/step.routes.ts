import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { prepareContent } from "../../platform/event-log/content.ts";
import type { RouteTools } from "../../platform/http/route.ts";
import { personOf } from "../../values/actor.ts";
import { isRefusal, refuse } from "../../values/refusal.ts";
import { addChange, momentOf, refParams } from "./change.routes.ts";
import { classificationSchema } from "./class.contract.ts";
import { groupJoinSchema, impactStatementSchema, mergeSchema, plainStepSchema, reasonedStepSchema, takeSchema } from "./contract.ts";
import { joinGroup, leaveGroup, lockFreeGroups } from "./group-joining.commands.ts";
import { callInForClass } from "./calls.commands.ts";
import { changeIncident } from "./incident.commands.ts";
import { incidentPermissions, whyNotActFor } from "./incident.permissions.ts";
import { findIncident } from "./incident.queries.ts";
import { acknowledgeIncident, classify, mergeIncidents } from "./steps.commands.ts";
import { unknownCustomers } from "./words.queries.ts";

const work = incidentPermissions.work;

/** The steps of an incident: acknowledge, classify, mitigate, resolve, re-open, cancel, merge, and who is called in. */
export function stepRoutes(app: FastifyInstance, tools: RouteTools): void {
  plainSteps(app, tools);
  reasonedSteps(app, tools);
  classSteps(app, tools);
  alertSteps(app, tools);
}

function plainSteps(app: FastifyInstance, tools: RouteTools): void {
  for (const { verb, summary } of [
    { verb: "mitigate", summary: "The impact is stopped or bearable" },
    { verb: "resolve", summary: "It is over" },
  ] as const) {
    addChange(app, tools, {
      path: `/${verb}`,
      summary,
      access: work,
      body: plainStepSchema,
      change: (tx, { incidentId, body, actor }) => changeIncident(tx, { incidentId, actor, at: momentOf(body.at), command: { kind: verb } }),
    });
  }
  addChange(app, tools, {
    path: "/acknowledge",
    summary: "Take it: the searches you are in stop",
    access: work,
    body: takeSchema,
    async change(tx, { incidentId, body, caller, actor }) {
      const personId = body.personId ?? personOf(actor);
      if (personId === null) return refuse("incident.person.invalid", "A token is nobody. Name who has it as `personId`.", { errors: [{ path: "personId", message: "is missing" }] });
      return whyNotActFor(caller, personId) ?? acknowledgeIncident(tx, incidentId, actor, personId);
    },
  });
  addChange(app, tools, {
    path: "/close",
    summary: "Nothing is left to do about it",
    access: work,
    body: plainStepSchema,
    change: (tx, { incidentId, actor }) => changeIncident(tx, { incidentId, actor, command: { kind: "close", because: "person" } }),
  });
}

function reasonedSteps(app: FastifyInstance, tools: RouteTools): void {
  for (const { verb, summary } of [
    { verb: "reopen", summary: "It was not over" },
    { verb: "cancel", summary: "There was nothing to coordinate" },
  ] as const) {
    addChange(app, tools, {
      path: `/${verb}`,
      summary,
      access: work,
      body: reasonedStepSchema,
      change(tx, { incidentId, body, actor }) {
        const reason = prepareContent(body.reason);
        return changeIncident(tx, { incidentId, actor, at: momentOf(body.at), texts: [reason], command: { kind: verb, reason: reason.reference } });
      },
    });
  }
  addChange(app, tools, {
    path: "/merge",
    summary: "It is the same as another, which gets its alerts and services",
    access: work,
    body: mergeSchema,
    async change(tx, { incidentId, body, actor }) {
      const into = await findIncident(tx, body.into);
      if (into === null) return refuse("incident.merge-target.not-found", `There is no incident “${body.into}”.`, { errors: [{ path: "into", message: "There is no such incident." }] });
      return mergeIncidents(tx, incidentId, into, actor);
    },
  });
}

function classSteps(app: FastifyInstance, tools: RouteTools): void {
  addChange(app, tools, {
    path: "/classify",
    summary: "Set severity and priority, by the grid of the process",
    access: work,
    body: classificationSchema,
    async change(tx, { incidentId, body, actor }) {
      const { severity, priority, reason = null, from, customerIds } = body;
      const because = body.because && { kind: body.because, customerIds };
      return (await unknownCustomers(tx, customerIds)) ?? classify(tx, { incidentId, actor, severity, priority, reason, because, from, at: momentOf(body.at) });
    },
  });
  addChange(app, tools, {
    method: "PUT",
    path: "/impact",
    summary: "State what it does to users, customers, data and money",
    access: work,
    body: impactStatementSchema,
    async change(tx, { incidentId, body: { description, at, ...impact }, actor }) {
      const refused = await unknownCustomers(tx, impact.customerIds ?? []);
      if (refused) return refused;
      const text = description === undefined || description === null ? null : prepareContent(description);
      const outcome = await changeIncident(tx, { incidentId, actor, at: momentOf(at), texts: [text], command: { kind: "state impact", impact, description: text?.reference ?? null } });
      // Some join only while a condition about the impact holds.
      return isRefusal(outcome) ? outcome : callInForClass(tx, incidentId, outcome);
    },
  });
}

function alertSteps(app: FastifyInstance, tools: RouteTools): void {
  addChange(app, tools, {
    path: "/groups",
    summary: "A group of alerts belongs to it",
    access: work,
    body: groupJoinSchema,
    async change(tx, { incidentId, body, actor }) {
      const groups = await lockFreeGroups(tx, [body.groupId]);
      return isRefusal(groups) ? groups : joinGroup(tx, { incidentId, groupId: body.groupId, because: "person", actor });
    },
  });
  addChange(app, tools, {
    method: "DELETE",
    path: "/groups/:groupId",
    summary: "A group of alerts does not belong to it",
    access: work,
    params: refParams.extend({ groupId: z.uuid() }),
    change: (tx, { incidentId, params, actor }) => leaveGroup(tx, { incidentId, groupId: params.groupId, actor }),
  });
}
