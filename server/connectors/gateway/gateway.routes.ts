import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Answering } from "../../features/paging/index.ts";
import type { Tx } from "../../platform/database/database.ts";
import { parseJsonBody } from "../../platform/http/json-body.ts";
import type { RouteTools } from "../../platform/http/route.ts";
import { answerCallbackOnce } from "../../platform/http/seen-callback.queries.ts";
import { addSignedCallbacks, type CallbackAnswer, type CallbackRequest, type SignedCallback } from "../../platform/http/signed-callback.ts";
import { readSignedWebhook } from "../../platform/signing/standard-webhooks.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";

export interface GatewayCallbackSettings {
  /** None where this installation has no gateway. */
  gateway?: { secret: string } | null;
}

interface Heard {
  callbackId: string;
  said: unknown;
}

const provider = "gateway";
const text = (most: number) => z.string().min(1).max(most);
const receiptSchema = z.object({ id: text(200), isArrived: z.boolean(), words: z.string().max(500).optional() });
const replySchema = z.union([z.object({ channel: z.literal("sms"), from: text(100), text: z.string().max(2_000) }), z.object({ channel: z.literal("voice"), messageKey: text(200), digit: z.string().regex(/^[\d*#]$/, "is one key: a digit, * or #") })]);

/** What a gateway calls back with: whether a message arrived, texts that people write back, keys that they press. */
export function gatewayRoutes(app: FastifyInstance, tools: RouteTools, settings: GatewayCallbackSettings, answering: Answering): void {
  const check = (request: CallbackRequest) => checkSignature(request, settings);
  const callbacks: SignedCallback<Heard>[] = [
    { url: "/callbacks/gateway/receipts", check, answer: (tx, heard) => takeReceipt(tx, heard, answering) },
    { url: "/callbacks/gateway/replies", check, answer: (tx, heard) => takeReply(tx, heard, answering) },
  ];
  addSignedCallbacks(app, tools, callbacks);
}

function checkSignature({ headers, body }: CallbackRequest, { gateway }: GatewayCallbackSettings): Heard | Refusal {
  if (!gateway) return refuse("not-found", "No gateway is set up here. Set MUSTER_GATEWAY_URL and MUSTER_GATEWAY_SECRET.");
  const callbackId = readSignedWebhook({ headers, body, secret: gateway.secret });
  if (callbackId === null) return refuse("callback.not-allowed", "The signature is not of these bytes by MUSTER_GATEWAY_SECRET, or its time is more than five minutes off. Sign as Standard Webhooks says.");
  const parsed = parseJsonBody(body);
  return "value" in parsed ? { callbackId, said: parsed.value } : refuse("malformed", parsed.error.message);
}

async function takeReceipt(tx: Tx, { callbackId, said }: Heard, answering: Answering): Promise<CallbackAnswer | Refusal> {
  const receipt = parse(receiptSchema, said);
  if (isRefusal(receipt)) return receipt;
  const { id, isArrived, words = isArrived ? "It arrived." : "It did not arrive." } = receipt;
  await answerCallbackOnce(tx, provider, `receipt ${callbackId}`, async () => {
    await answering.noteReceipts(tx, [{ provider, providerId: id, isArrived, words }]);
    return "";
  });
  return json({});
}

async function takeReply(tx: Tx, { callbackId, said }: Heard, answering: Answering): Promise<CallbackAnswer | Refusal> {
  const reply = parse(replySchema, said);
  if (isRefusal(reply)) return reply;
  const sentence = await answerCallbackOnce(tx, provider, `reply ${callbackId}`, () =>
    reply.channel === "sms" ? answering.answerByText(tx, { address: reply.from, text: reply.text, messageId: callbackId }) : answering.answerByKey(tx, { messageKey: reply.messageKey, digit: reply.digit, callId: callbackId }),
  );
  return json({ text: sentence });
}

function parse<Schema extends z.ZodType>(schema: Schema, said: unknown): z.output<Schema> | Refusal {
  const parsed = schema.safeParse(said);
  if (parsed.success) return parsed.data;
  return refuse("malformed", parsed.error.issues.map(({ path, message }) => `${path.join(".") || "the body"}: ${message}`).join("; "));
}

function json(body: object): CallbackAnswer {
  return { type: "application/json; charset=utf-8", body: JSON.stringify(body) };
}
