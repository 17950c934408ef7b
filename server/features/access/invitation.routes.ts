import type { FastifyInstance } from "fastify";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { toIso } from "../../values/instant.ts";
import { isRefusal, refuse } from "../../values/refusal.ts";
import { readPeople } from "../directory/index.ts";
import { mayChangeAccess } from "./access.permissions.ts";
import { acceptance, invitation, invitationLink, invitationParameters, invitationWish, personParameters, session } from "./contract.ts";
import { acceptInvitation, invite, readOpenInvitation } from "./invitation.commands.ts";
import { answerSession, type AccessSettings } from "./session.routes.ts";

export function invitationRoutes(app: FastifyInstance, tools: RouteTools, settings: AccessSettings): void {
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/people/:id/invitation",
    summary: "Invite a person to sign in; the link is shown this once and replaces an earlier one.",
    tag: "Access",
    access: mayChangeAccess,
    holdsSecret: true,
    params: personParameters,
    body: invitationWish,
    answer: invitationLink,
    status: 201,
    async handle(tx, { caller, params, body }) {
      const made = await invite(tx, caller, params.id, body.role);
      return isRefusal(made) ? made : { link: `${settings.publicUrl}/invitation/${made.secret}`, expiresAt: toIso(made.expiresAt) };
    },
  });
  addReading(app, tools);
  addAccepting(app, tools, settings);
}

function addReading(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/invitation/:token",
    summary: "For whom an invitation is.",
    tag: "Access",
    access: "public",
    params: invitationParameters,
    answer: invitation,
    async handle(tx, { params }) {
      const open = await readOpenInvitation(tx, params.token);
      if (isRefusal(open)) return open;
      const person = (await readPeople(tx, [open.personId])).get(open.personId);
      return person ? { name: person.name, email: person.email } : refuse("not-found", "There is no such person.");
    },
  });
}

function addAccepting(app: FastifyInstance, tools: RouteTools, settings: AccessSettings): void {
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/invitation",
    summary: "Accept an invitation: set a password and sign in.",
    tag: "Access",
    access: "public",
    holdsSecret: true,
    body: acceptance,
    answer: session,
    status: 201,
    async handle(tx, { body, request, reply }) {
      const started = await acceptInvitation(tx, body);
      return isRefusal(started) ? started : answerSession(tx, { request, reply }, settings, started);
    },
  });
}
