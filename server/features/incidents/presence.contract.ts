import { z } from "zod";
import { text } from "../../platform/schemas/text.ts";
import { personRef, time } from "./basics.contract.ts";
import { briefParts } from "./brief.rules.ts";

export const questionSchema = z
  .object({ id: z.uuid(), text: z.string().nullable(), by: personRef, askedAt: time, outcome: z.enum(["open", "answered", "waits"]), answer: z.string().nullable(), settledAt: time.nullable(), settledBy: personRef.nullable().meta({ description: "Who answered it or lets it wait." }) })
  .meta({ id: "IncidentQuestion" });
export type QuestionView = z.infer<typeof questionSchema>;

export const reliefSchema = z
  .object({
    role: z.string(),
    roleName: z.string(),
    person: personRef,
    askedAt: time.nullable().meta({ description: "When they asked to be relieved." }),
    dueAt: time.nullable().meta({ description: "When the process asks for somebody else, once its handover should begin." }),
    successor: personRef.nullable().meta({ description: "Who is proposed: in no other incident, where it is day, least in incidents these seven days." }),
  })
  .meta({ id: "ReliefWanted" });

export const briefSchema = z
  .object({
    fields: z.array(z.object({ part: z.enum(briefParts), title: z.string(), text: z.string() })),
    words: z.number().int(),
    lastHereAt: time.nullable().meta({ description: "When you last did something here, or read the brief." }),
  })
  .meta({ id: "IncidentBrief" });
export type BriefView = z.infer<typeof briefSchema>;

export const briefQuery = z.object({ for: z.enum(["latecomer", "handover"]).default("latecomer").meta({ description: "A handover has seven parts, the same each time." }) });

export const joiningSchema = z
  .object({
    as: z.enum(["responder", "observer"]).optional().meta({ description: "Managers and viewers observe unless they say otherwise." }),
    hasRead: z.boolean().default(false).meta({ description: "The brief was read; the commander sees that." }),
  })
  .meta({ id: "Joining" });

export const questionAskingSchema = z.object({ text: text(2_000) }).meta({ id: "QuestionAsking" });
export const questionSettlingSchema = z
  .object({ outcome: z.enum(["answered", "waits"]), answer: text(10_000).optional() })
  .meta({ id: "QuestionSettling" });
export const authoritySchema = z.object({ text: text(2_000) }).meta({ id: "AuthorityLending" });

const id = z.string().min(1).max(100);
export const reliefAskingSchema = z.object({ role: id }).meta({ id: "ReliefAsking" });
export const successorAskingSchema = z
  .object({ role: id, toPersonId: id, fromPersonId: id.optional().meta({ description: "Who holds it; else you." }) })
  .meta({ id: "SuccessorAsking" });

export const handoverSchema = z
  .object({ id: z.uuid(), role: z.string(), roleName: z.string(), from: personRef, to: personRef, brief: z.string().nullable(), offeredAt: time, passesAt: time.nullable().meta({ description: "Until then both go on side by side, by the process." }) })
  .meta({ id: "Handover" });

export const handoverOfferSchema = z
  .object({ role: id, toPersonId: id, brief: text(10_000).optional().meta({ description: "At most 200 words; left out, it is made from what is known." }), fromPersonId: id.optional() })
  .meta({ id: "HandoverOffer" });

export const handoverAcceptSchema = z.object({ personId: id.optional(), reason: text(2_000).optional().meta({ description: "Why before the time that the process asks for." }) });
