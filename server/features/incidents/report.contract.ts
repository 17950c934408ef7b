import { z } from "zod";
import { line, text } from "../../platform/schemas/text.ts";
import { named, personRef, time } from "./contract.ts";

/** What somebody without an account tells us. */
export const reportSubmissionSchema = z
  .object({
    what: text(10_000).meta({ description: "What they see, in their words." }),
    serviceId: z.string().min(1).max(100).optional(),
    where: text(500).optional().meta({ description: "Where they see it: a page, an app, a place." }),
    since: z.iso.datetime({ offset: true, error: "must be an RFC 3339 time such as 2026-11-21T14:05:00Z" }).optional(),
    reporter: line(200).optional().meta({ description: "A name or an e-mail address, for questions." }),
  })
  .meta({ id: "ReportSubmission" });
export type ReportSubmission = z.infer<typeof reportSubmissionSchema>;

export const reportReceiptSchema = z
  .object({
    id: z.uuid(),
    number: z.number().int().meta({ description: "What people call it by." }),
    isLinked: z.boolean().meta({ description: "True where people work on it already." }),
    href: z.string().meta({ description: "A page that says how it stands; it needs no account." }),
  })
  .meta({ id: "ReportReceipt" });

export const reportSchema = z
  .object({
    id: z.uuid(),
    number: z.number().int(),
    receivedAt: time,
    cameBy: z.enum(["form", "mail", "api"]),
    what: z.string().nullable().meta({ description: "Null where it was taken out." }),
    where: z.string().nullable(),
    service: named.nullable(),
    since: time.nullable(),
    reporter: z.string().nullable(),
    incident: z.object({ id: z.uuid(), ref: z.string(), title: z.string().nullable(), status: z.string() }).nullable(),
    settled: z.object({ at: time, by: personRef.nullable() }).nullable().meta({ description: "By null: a token did it." }),
  })
  .meta({ id: "Report" });
export type ReportView = z.infer<typeof reportSchema>;

export const reportFilterSchema = z.object({
  state: z.enum(["waiting", "linked", "settled", "all"]).default("waiting"),
  incident: z.string().max(100).optional().meta({ description: "Reports of this incident: INC-214, 214 or its id." }),
});

export const reportLinkSchema = z.object({ incident: z.string().min(1).max(100).meta({ description: "INC-214, 214, or the incident's id." }) }).meta({ id: "ReportLink" });
