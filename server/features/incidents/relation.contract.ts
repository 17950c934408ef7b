import { z } from "zod";
import { text } from "../../platform/schemas/text.ts";
import { time } from "./basics.contract.ts";
import { relationKinds, saidRelations, statuses } from "./incident-words.rules.ts";

/** Another incident, in as few words as a link needs. */
export const otherIncidentSchema = z.object({ id: z.uuid(), ref: z.string(), title: z.string().nullable(), status: z.enum(statuses) }).meta({ id: "OtherIncident" });

export const relationSchema = z
  .object({ incident: otherIncidentSchema, relation: z.enum(relationKinds).meta({ description: "What the incident that is read is to the other: `caused-by` says that the other caused it." }), note: z.string().nullable(), at: time })
  .meta({ id: "IncidentRelation" });
export type RelationView = z.infer<typeof relationSchema>;

export const relatingSchema = z.object({ relation: z.enum(saidRelations), note: text(2_000).optional() }).meta({ id: "Relating" });

export const likelySchema = z
  .object({ incident: otherIncidentSchema, because: z.string().meta({ description: "Why it may belong together, in words." }), beganAt: time })
  .meta({ id: "LikelyRelated" });
export type LikelyView = z.infer<typeof likelySchema>;
