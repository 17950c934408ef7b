import { z } from "zod";

const time = z.iso.datetime();

export const attemptSchema = z
  .object({ attempt: z.number().int(), claimedAt: time, endedAt: time, provider: z.string().nullable(), providerId: z.string().nullable(), error: z.string().nullable(), againAt: time.nullable() })
  .meta({ id: "PageAttempt" });

export const pageSchema = z
  .object({
    id: z.uuid(),
    subject: z.object({
      kind: z.enum(["group", "incident"]),
      id: z.uuid(),
      call: z.string().optional().meta({ description: "Which search of the incident: by a policy, for a role, to join." }),
    }),
    title: z.string(),
    serviceName: z.string().nullable(),
    alertId: z.uuid().nullable().meta({ description: "The first alert of the group, to open." }),
    pass: z.number().int(),
    step: z.number().int(),
    personId: z.string(),
    personName: z.string(),
    contactId: z.string(),
    channel: z.string().nullable(),
    via: z.string(),
    urgency: z.enum(["high", "low"]).nullable(),
    status: z.enum(["due", "sent", "failed", "answered", "withdrawn", "held-back"]),
    holdReason: z.string().nullable(),
    openedAt: time,
    dueAt: time.nullable(),
    handedOverAt: time.nullable(),
    provider: z.string().nullable().meta({ description: "Who took it, where its channel has several providers." }),
    providerId: z.string().nullable(),
    receipt: z.enum(["awaited", "arrived", "missing"]).nullable().meta({ description: "Whether it arrived, where its provider tells; missing: it did not, or nobody knows." }),
    receiptAt: time.nullable(),
    receiptWords: z.string().nullable(),
    carrierId: z.uuid().nullable().meta({ description: "The page whose message told of this one too." }),
    answer: z.enum(["have", "cannot"]).nullable(),
    answeredAt: time.nullable(),
    closedAt: time.nullable(),
    closeReason: z.string().nullable(),
    answeredByName: z.string().nullable(),
    attempts: z.array(attemptSchema),
  })
  .meta({ id: "Page" });
export type PageView = z.infer<typeof pageSchema>;

export const pageFilterSchema = z.object({
  personId: z.string().max(100).optional(),
  subjectId: z.uuid().optional().meta({ description: "A group of alerts, with what was sent for it by its incident, or an incident." }),
  status: z.enum(["due", "sent", "failed", "answered", "withdrawn", "held-back"]).optional(),
});

export const channelsSchema = z
  .object({ usable: z.array(z.enum(["mail", "sms", "voice", "ntfy", "push", "webhook"])).meta({ description: "Pages by any other means are held back, and the person's next one is tried." }) })
  .meta({ id: "Channels" });
export type ChannelsView = z.infer<typeof channelsSchema>;

export const pageAnswerSchema = z.object({ answer: z.enum(["have", "cannot"], { error: 'must be "have" or "cannot"' }) }).meta({ id: "PageAnswer" });
