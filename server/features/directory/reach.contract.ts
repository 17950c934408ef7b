import { z } from "zod";
import { durationOrNone, email, id, phone, url } from "../../platform/schemas/forms.ts";
import { form, line } from "../../platform/schemas/text.ts";
import { contactViewSchema } from "./contract.ts";

const time = z.iso.datetime();
const longestSubscription = 2_000;
const mostSteps = 20;

const endpoint = form("the address of a push service", "Give what the browser gave.", (text) => text.length <= longestSubscription && /^https:\/\/[^\s"\\]+$/.test(text));

/** The subscription of a browser, as its own `toJSON` writes it. */
export const subscriptionSchema = z.object({
  endpoint,
  keys: z.object({ p256dh: z.string().regex(/^[\w-]{20,200}=*$/), auth: z.string().regex(/^[\w-]{10,100}=*$/) }),
});

/** A means to be added. */
export const newContactSchema = z
  .discriminatedUnion("channel", [
    z.strictObject({ channel: z.literal("mail"), address: email }),
    z.strictObject({ channel: z.literal("sms"), address: phone }),
    z.strictObject({ channel: z.literal("voice"), address: phone }),
    z.strictObject({ channel: z.literal("ntfy"), address: url }),
    z.strictObject({ channel: z.literal("webhook"), address: url }),
    z.strictObject({ channel: z.literal("push"), subscription: subscriptionSchema, name: line(60).meta({ description: "Which browser, such as Firefox on Linux." }), replaces: endpoint.optional().meta({ description: "The endpoint that this one takes the place of." }) }),
  ])
  .meta({ id: "NewContact" });
export type NewContact = z.output<typeof newContactSchema>;

export const changedContactSchema = z.strictObject({ address: line(2_000) }).meta({ id: "ChangedContact" });

const step = z.strictObject({ contact: id, after: durationOrNone.default("0s") });
const order = z.array(step).max(mostSteps).nullable().meta({ description: "Null: as the configuration says." });

export const reachOrderSchema = z
  .strictObject({ version: z.string().max(100).meta({ description: "Of what was read, so that no change made meanwhile is lost." }), high: order, low: order })
  .meta({ id: "ReachOrder" });
export type ReachOrder = z.output<typeof reachOrderSchema>;

export const proofViewSchema = z
  .object({
    id: z.uuid(),
    askedAt: time,
    sentAt: time.nullable().meta({ description: "When a provider took it." }),
    expiresAt: time,
    error: z.string().nullable().meta({ description: "Why it was not taken, the last time it was tried." }),
    answeredAt: time.nullable(),
  })
  .meta({ id: "ContactProof" });
export type ProofView = z.infer<typeof proofViewSchema>;

export const reachContactSchema = contactViewSchema
  .extend({
    isFromFile: z.boolean().meta({ description: "A file named it: it is changed there." }),
    isImplied: z.boolean().meta({ description: "The e-mail address, which serves where nothing else is named." }),
    code: proofViewSchema.nullable().meta({ description: "The last code sent to this address." }),
    test: proofViewSchema.nullable().meta({ description: "The last test sent to this address." }),
  })
  .meta({ id: "ReachContact" });
export type ReachContact = z.infer<typeof reachContactSchema>;

const orderView = z.object({ steps: z.array(z.object({ contact: z.string(), after: z.string() })), isOwn: z.boolean(), isFromFile: z.boolean() });

export const reachViewSchema = z
  .object({
    personId: z.string(),
    name: z.string(),
    isFromFile: z.boolean(),
    version: z.string(),
    contacts: z.array(reachContactSchema),
    high: orderView,
    low: orderView.meta({ description: "No steps: every means at once." }),
  })
  .meta({ id: "Reach" });
export type ReachView = z.infer<typeof reachViewSchema>;

export const contactParams = z.object({ id: z.string().max(100), contact: z.string().max(100) });
