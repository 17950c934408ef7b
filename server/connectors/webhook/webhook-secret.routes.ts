import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { readContacts } from "../../features/directory/index.ts";
import { linkMakerOf } from "../../features/paging/index.ts";
import type { Tx } from "../../platform/database/database.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import type { Permission } from "../../values/permission.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { webhookSecret } from "./webhook-secret.ts";

const own: Permission = { atLeast: "viewer", sentence: "Everybody who is signed in sees the secrets of their own webhooks." };
const answer = z.object({ address: z.string(), secret: z.string().meta({ description: "Of Standard Webhooks: whsec_ and base64. It changes with the address." }) }).meta({ id: "WebhookSecret" });

const noWebhook = refuse("not-found", "There is no webhook of this id among your own contacts, and only whoever has it sees its secret.");

/** The secret by which somebody's receiver knows that a page is from here. */
export function webhookSecretRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/people/:id/contacts/:contact/webhook-secret",
    summary: "The secret that signs pages to a webhook of one's own",
    tag: "directory",
    access: own,
    params: z.object({ id: z.string().max(100), contact: z.string().max(100) }),
    answer,
    holdsSecret: true,
    handle: async (tx, { params, caller, reply }) => {
      void reply.header("cache-control", "no-store");
      return caller.personId === params.id ? readSecret(tx, params.id, params.contact) : noWebhook;
    },
  });
}

/** Who can show a code that went to an address, or had an administrator write it down, may know its secret; whoever only claims an address may not. */
async function readSecret(tx: Tx, personId: string, contactId: string): Promise<z.input<typeof answer> | Refusal> {
  const contact = (await readContacts(tx, [personId])).find(({ id, channel }) => id === contactId && channel === "webhook");
  if (!contact) return noWebhook;
  if (contact.verified_at === null) return refuse("contact.unverified", "This webhook is not confirmed yet. Confirm it first: then its secret is shown.");
  return { address: contact.address, secret: webhookSecret(linkMakerOf(tx).secret, contact.address) };
}
