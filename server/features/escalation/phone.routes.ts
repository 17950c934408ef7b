import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Tx } from "../../platform/database/database.ts";
import type { RouteTools } from "../../platform/http/route.ts";
import { newId } from "../../platform/ids/ids.ts";
import { answerMessage, answerPage, carrierOfToken, linkMakerOf, pageOfToken } from "../paging/index.ts";
import { readBundleView, readPhoneView } from "./phone.queries.ts";
import { writeBundlePage, writeNoPage, writePhonePage } from "./phone-page.presenter.ts";

const params = z.object({ token: z.string().max(200) });
const answers = z.object({ answer: z.enum(["have", "cannot"]) });

/** The page behind the link of a page. Opening it changes nothing; a button on it does. It serves exactly one page. */
export function phoneRoutes(app: FastifyInstance, tools: RouteTools): void {
  const config = { access: "page-link" as const };
  app.route({
    method: "GET",
    url: "/p/:token",
    config,
    schema: { hide: true, params },
    handler: (request, reply) => tools.database.transaction((tx) => show(tx, request, reply)),
  });
  app.route({
    method: "POST",
    url: "/p/:token",
    config,
    schema: { hide: true, params, body: answers },
    handler: async (request, reply) => {
      const { token } = request.params as z.infer<typeof params>;
      const { answer } = request.body as z.infer<typeof answers>;
      await tools.database.transaction((tx) => takeAnswer(tx, token, answer));
      return reply.redirect(`/p/${encodeURIComponent(token)}`, 303);
    },
  });
}

/** The pages behind the link of a message that told of several; one button answers them all. */
export function bundleRoutes(app: FastifyInstance, tools: RouteTools): void {
  const config = { access: "page-link" as const };
  app.route({
    method: "GET",
    url: "/b/:token",
    config,
    schema: { hide: true, params },
    handler: (request, reply) => tools.database.transaction((tx) => showBundle(tx, request, reply)),
  });
  app.route({
    method: "POST",
    url: "/b/:token",
    config,
    schema: { hide: true, params, body: answers },
    handler: async (request, reply) => {
      const { token } = request.params as z.infer<typeof params>;
      const { answer } = request.body as z.infer<typeof answers>;
      await tools.database.transaction(async (tx) => {
        const carrierId = carrierOfToken(linkMakerOf(tx), token);
        if (carrierId !== null) await answerMessage(tx, { carrierId, answer, commandId: newId() });
      });
      return reply.redirect(`/b/${encodeURIComponent(token)}`, 303);
    },
  });
}

async function showBundle(tx: Tx, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { token } = request.params as z.infer<typeof params>;
  const carrierId = carrierOfToken(linkMakerOf(tx), token);
  const view = carrierId === null ? null : await readBundleView(tx, carrierId);
  void reply.type("text/html; charset=utf-8").header("cache-control", "no-store");
  if (!view) return reply.status(404).send(writeNoPage(request.nonce));
  return reply.send(writeBundlePage(view, request.nonce));
}

async function show(tx: Tx, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { token } = request.params as z.infer<typeof params>;
  const pageId = pageOfToken(linkMakerOf(tx), token);
  const view = pageId === null ? null : await readPhoneView(tx, pageId);
  void reply.type("text/html; charset=utf-8").header("cache-control", "no-store");
  if (!view) return reply.status(404).send(writeNoPage(request.nonce));
  return reply.send(writePhonePage(view, request.nonce));
}

/** A refused answer (it ended, somebody else has it) is told by the page itself, which is shown next. */
async function takeAnswer(tx: Tx, token: string, answer: "have" | "cannot"): Promise<void> {
  const pageId = pageOfToken(linkMakerOf(tx), token);
  if (pageId === null) return;
  const personId = await readPersonOfPage(tx, pageId);
  if (personId === null) return;
  await answerPage(tx, { pageId, answer, actor: { kind: "page-link", id: pageId, personId }, commandId: newId() });
}

async function readPersonOfPage(tx: Tx, pageId: string): Promise<string | null> {
  return (await tx.first<{ person_id: string }>("select person_id from page where id = $1", [pageId]))?.person_id ?? null;
}
