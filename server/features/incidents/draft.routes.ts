import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { toIso } from "../../values/instant.ts";
import type { Caller } from "../../values/permission.ts";
import { refuse } from "../../values/refusal.ts";
import { deleteDraft, readDraft, saveDraft } from "./draft.queries.ts";
import { incidentPermissions } from "./incident.permissions.ts";

const params = z.object({
  place: z
    .string()
    .regex(/^[\w.:/-]{1,200}$/, "may have up to 200 letters, digits and the signs . : / _ -")
    .meta({ description: "Where it is written, such as incident/<id>/note, with its slashes encoded as %2F." }),
});
const tag = "drafts";
const access = incidentPermissions.read;
const nobody = refuse("not-allowed", "A draft belongs to a person, and this token is nobody. Sign in to keep drafts.");
const written = z.unknown().refine((body) => body !== undefined && body !== null, "is missing. Send what was written; to forget a draft, delete it.");

const place = { url: "/api/v1/drafts/:place", tag, access, params } as const;

/** Drafts: what somebody began to write and did not send, each to its writer alone. */
export function draftRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    ...place,
    method: "PUT",
    summary: "Keep what you began to write; at most 1 MB of JSON",
    body: z.object({ body: written }).meta({ id: "DraftSaving" }),
    answer: z.object({ savedAt: z.iso.datetime() }),
    async handle(tx, input) {
      const personId = writerOf(input.caller);
      if (personId === null) return nobody;
      await saveDraft(tx, personId, input.params.place, input.body.body);
      return { savedAt: toIso(tx.now) };
    },
  });
  readingRoutes(app, tools);
}

function readingRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    ...place,
    method: "GET",
    summary: "What you began to write there; null where you did not",
    answer: z.object({ body: z.unknown(), savedAt: z.iso.datetime().nullable() }).meta({ id: "Draft" }),
    async handle(tx, input) {
      const personId = writerOf(input.caller);
      if (personId === null) return nobody;
      const draft = await readDraft(tx, personId, input.params.place);
      return draft ? { body: draft.body, savedAt: toIso(draft.savedAt) } : { body: null, savedAt: null };
    },
  });
  addRoute(app, tools, {
    ...place,
    method: "DELETE",
    summary: "Forget a draft",
    answer: z.null(),
    status: 204,
    async handle(tx, input) {
      const personId = writerOf(input.caller);
      if (personId === null) return nobody;
      await deleteDraft(tx, personId, input.params.place);
      return null;
    },
  });
}

function writerOf({ actor, personId }: Caller): string | null {
  return actor?.kind === "person" ? personId : null;
}
