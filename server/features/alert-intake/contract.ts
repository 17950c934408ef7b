import { z } from "zod";
import { alertNoteSchema } from "./alert-care.contract.ts";
import { verdicts } from "./alert-care.rules.ts";

const time = z.iso.datetime();

export const sentenceSchema = z.object({ bold: z.string(), rest: z.string() });

export const alertSchema = z
  .object({
    id: z.uuid(),
    title: z.string(),
    status: z.enum(["firing", "acknowledged", "resolved"]),
    severity: z.enum(["critical", "high", "warning", "info"]),
    urgency: z.enum(["high", "low", "none"]),
    isHeldBack: z.boolean().meta({ description: "Nobody was paged for it so far." }),
    why: sentenceSchema.nullable().meta({ description: "The last decision by which somebody was paged or left in peace." }),
    serviceId: z.string().nullable(),
    serviceName: z.string().nullable(),
    sourceId: z.string(),
    groupId: z.uuid().nullable(),
    groupSize: z.number().int(),
    signals: z.number().int().meta({ description: "How often its tool told of it." }),
    firstAt: time,
    lastAt: time,
    acknowledgedAt: time.nullable(),
    ownerId: z.string().nullable(),
    ownerName: z.string().nullable(),
    resolvedAt: time.nullable(),
    snoozedUntil: time.nullable().meta({ description: "Until then nobody is paged for it; null where it is not snoozed." }),
    verdict: z.enum(verdicts).nullable().meta({ description: "What it turned out to be." }),
    notIncident: z
      .object({ by: z.string(), at: time, reason: z.string().nullable().meta({ description: "Null where it was taken out." }) })
      .nullable()
      .meta({ description: "Somebody was asked whether it is an incident, and said why not; null once it belongs to one." }),
  })
  .meta({ id: "Alert" });
export type AlertView = z.infer<typeof alertSchema>;

export const traceLineSchema = z
  .object({ at: time, code: z.string(), outcome: z.enum(["passed", "sent", "held"]), sentence: sentenceSchema })
  .meta({ id: "TraceLine" });
export type TraceLine = z.infer<typeof traceLineSchema>;

export const alertDetailSchema = alertSchema
  .extend({
    key: z.string(),
    occurrence: z.number().int(),
    startedAt: time.nullable(),
    description: z.string().nullable(),
    labels: z.record(z.string(), z.string()),
    links: z.array(z.object({ text: z.string(), href: z.string() })),
    trace: z.array(traceLineSchema),
    group: z.array(z.object({ id: z.uuid(), title: z.string(), status: z.string(), signals: z.number().int(), labels: z.record(z.string(), z.string()) })),
    occurrences: z.array(z.object({ id: z.uuid(), firstAt: time, resolvedAt: time.nullable(), signals: z.number().int() })),
    notes: z.array(alertNoteSchema),
    payload: z.object({ deliveryId: z.uuid(), receivedAt: time, size: z.number().int(), body: z.string() }).nullable(),
  })
  .meta({ id: "AlertDetail" });
export type AlertDetail = z.infer<typeof alertDetailSchema>;

export const alertNarrowingSchema = z.object({
  serviceId: z.string().max(100).optional(),
  search: z.string().max(200).optional(),
});

export const alertFilterSchema = alertNarrowingSchema.extend({
  status: z.enum(["open", "firing", "acknowledged", "resolved", "all"]).default("all"),
  groupId: z.uuid().optional(),
  ownerId: z.string().max(100).optional().meta({ description: "Whose they are; `me` stands for who asks." }),
  isHeldBack: z.enum(["true", "false"]).optional().meta({ description: "Only those for which nobody was paged so far, or only the others." }),
});

export const alertCountsSchema = z
  .object({
    open: z.number().int().meta({ description: "Not over: the sum of the others." }),
    waiting: z.number().int().meta({ description: "Fires, somebody was paged, and nobody has it yet." }),
    heldBack: z.number().int().meta({ description: "Fires, and nobody was paged for it so far." }),
    acknowledged: z.number().int().meta({ description: "Fires, and somebody has it." }),
    mine: z.number().int().meta({ description: "Of all these, those of who asks." }),
    isAll: z.boolean().meta({ description: "False where words were searched for and only the newest alerts were looked at: there may be more." }),
  })
  .meta({ id: "AlertCounts" });
export type AlertCounts = z.infer<typeof alertCountsSchema>;

export const sourceSchema = z
  .object({
    id: z.string(),
    name: z.string().nullable(),
    kind: z.string(),
    preset: z.string().nullable().meta({ description: "The tool whose words it is read by, of a source of the kind mapped." }),
    address: z.string().meta({ description: "Where the tool sends its alerts; `<key>` stands where the key is." }),
    how: z.string().nullable().meta({ description: "What the tool sends besides to be known, where the address does not say it all." }),
    isListening: z.boolean().meta({ description: "False where the way it comes is switched off: MUSTER_MAIL_LISTEN or MUSTER_SYSLOG_LISTEN is not set." }),
    serviceId: z.string().nullable(),
    serviceLabel: z.string().nullable(),
    firstAlertAt: time.nullable(),
    lastDeliveryAt: time.nullable(),
    isFromFile: z.boolean(),
  })
  .meta({ id: "Source" });
export type SourceView = z.infer<typeof sourceSchema>;

export const changeSchema = z
  .object({
    id: z.uuid(),
    sourceId: z.string(),
    serviceId: z.string().nullable(),
    serviceName: z.string().nullable(),
    title: z.string(),
    description: z.string().nullable(),
    labels: z.record(z.string(), z.string()),
    links: z.array(z.object({ text: z.string(), href: z.string() })),
    at: time,
  })
  .meta({ id: "Change" });
export type ChangeView = z.infer<typeof changeSchema>;

export const deliverySchema = z
  .object({ id: z.uuid(), receivedAt: time, size: z.number().int(), contentType: z.string().nullable(), signals: z.number().int(), note: z.string().nullable(), body: z.string() })
  .extend({ alerts: z.array(z.object({ id: z.uuid(), title: z.string(), status: z.enum(["firing", "acknowledged", "resolved"]) })).meta({ description: "Some of the alerts whose first or last delivery it was." }) })
  .meta({ id: "Delivery" });
export type DeliveryView = z.infer<typeof deliverySchema>;
