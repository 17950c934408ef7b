import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Tx } from "../../platform/database/database.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { toIso } from "../../values/instant.ts";
import { isRefusal, type Refusal } from "../../values/refusal.ts";
import { contactParams } from "../directory/index.ts";
import { answerOwnTest, answerTest, askCode, sendTests, verifyContact } from "./contact-proof.commands.ts";
import { givenCodeSchema, sentProofSchema, sentProofsSchema, testParams } from "./contact-proof.contract.ts";
import { testOfToken } from "./contact-proof.mail.ts";
import { presentSent, writeTestPage, type TestPage } from "./contact-proof.presenter.ts";
import { readProof, type Proof } from "./contact-proof.queries.ts";
import { linkMakerOf } from "./page-link.mail.ts";

const tag = "directory";
const access = { atLeast: "viewer", sentence: "Everybody proves for themselves that they are reached." } as const;

/** Proves that a means reaches its person: by a code that they give back, and by a test that they answer. */
export function contactProofRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/people/:id/contacts/:contact/code",
    summary: "Send six digits by a means that is not verified yet",
    ...{ tag, access },
    params: contactParams,
    answer: sentProofSchema,
    status: 201,
    handle: async (tx, { params, caller, reply }) => presentOne(tx, reply, await askCode(tx, caller, params.id, params.contact)),
  });
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/people/:id/contacts/:contact/verify",
    summary: "Verify a means by the digits that were sent by it",
    ...{ tag, access },
    params: contactParams,
    body: givenCodeSchema,
    answer: z.object({ isVerified: z.literal(true) }),
    holdsSecret: true,
    handle: async (tx, { params, body, caller }) => (await verifyContact(tx, caller, params.id, params.contact, body.code)) ?? { isVerified: true as const },
  });
  testRoutes(app, tools);
  testPageRoutes(app, tools);
}

function testRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/people/:id/contacts/:contact/test",
    summary: "Send a test by one means",
    ...{ tag, access },
    params: contactParams,
    answer: sentProofsSchema,
    status: 201,
    handle: async (tx, { params, caller, reply }) => presentAll(tx, reply, await sendTests(tx, caller, params.id, params.contact)),
  });
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/people/:id/test",
    summary: "Send a test by every means that a page would use",
    ...{ tag, access },
    params: contactParams.pick({ id: true }),
    answer: sentProofsSchema,
    status: 201,
    handle: async (tx, { params, caller, reply }) => presentAll(tx, reply, await sendTests(tx, caller, params.id, null)),
  });
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/people/:id/tests/:proof/reached",
    summary: "Say that a test reached you",
    ...{ tag, access },
    params: testParams,
    answer: sentProofSchema,
    handle: async (tx, { params, caller, reply }) => presentOne(tx, reply, await answerOwnTest(tx, caller, params.id, params.proof)),
  });
}

function presentOne(tx: Tx, reply: FastifyReply, outcome: Proof | Refusal) {
  return isRefusal(outcome) ? withPause(tx, reply, outcome) : presentSent(outcome);
}

function presentAll(tx: Tx, reply: FastifyReply, outcome: Proof[] | Refusal) {
  return isRefusal(outcome) ? withPause(tx, reply, outcome) : { items: outcome.map(presentSent) };
}

/** Whoever asked too often is told by the header too when to ask again. */
function withPause(tx: Tx, reply: FastifyReply, refusal: Refusal): Refusal {
  const againAt = refusal.details?.["againAt"];
  if (typeof againAt === "string") void reply.header("retry-after", String(Math.max(1, Math.ceil((Date.parse(againAt) - Date.parse(toIso(tx.now))) / 1_000))));
  return refusal;
}

const pageParams = z.object({ token: z.string().max(200) });

/** The page behind the link of a test. Opening it changes nothing; its button does. */
function testPageRoutes(app: FastifyInstance, tools: RouteTools): void {
  const config = { access: "page-link" as const };
  const schema = { hide: true, params: pageParams };
  app.route({ method: "GET", url: "/t/:token", config, schema, handler: (request, reply) => tools.database.transaction((tx) => show(tx, request, reply)) });
  app.route({
    method: "POST",
    url: "/t/:token",
    config,
    schema,
    handler: async (request, reply) => {
      const { token } = request.params as z.infer<typeof pageParams>;
      await tools.database.transaction(async (tx) => {
        const proofId = testOfToken(linkMakerOf(tx), token);
        if (proofId !== null) await answerTest(tx, proofId);
      });
      return reply.redirect(`/t/${encodeURIComponent(token)}`, 303);
    },
  });
}

async function show(tx: Tx, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { token } = request.params as z.infer<typeof pageParams>;
  const proofId = testOfToken(linkMakerOf(tx), token);
  const state = stateOf(proofId === null ? null : await readProof(tx, proofId), tx.now);
  void reply.type("text/html; charset=utf-8").header("cache-control", "no-store");
  return reply.status(state === "unknown" ? 404 : 200).send(writeTestPage(state, request.nonce));
}

function stateOf(proof: Proof | null, now: number): TestPage {
  if (proof?.kind !== "test") return "unknown";
  if (proof.answered_at !== null) return "answered";
  return proof.expires_at <= now ? "expired" : "open";
}
