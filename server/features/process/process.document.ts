import { z } from "zod";
import { incidentNames } from "../../values/condition-names.ts";
import { condition, distinct, listOf, mapBy, reference } from "../../platform/config-document/document-schemas.ts";
import { section } from "../../platform/config-document/section.ts";
import { duration, id, url } from "../../platform/schemas/forms.ts";
import { line, text, word } from "../../platform/schemas/text.ts";
import { proposalSchema } from "../directory/services.document.ts";
import { errorBudgetSchema, gridEntrySchema, prioritiesSchema, severitiesSchema } from "./classification.document.ts";
import { involvedBySeverity } from "./involved.document.ts";
import { checkProcess } from "./process-checks.document.ts";
import { retrospectiveSchema } from "./retrospective.document.ts";
import { owedUpdateSchema, reliefSchema, rolesSchema } from "./roles.document.ts";

const bySeverity = mapBy("severities", duration, ["default"]);

/** How long the team has: to acknowledge from the first page, for the others from the declaration. */
const timeBoxes = z.strictObject({
  acknowledge: bySeverity.optional(),
  classify: bySeverity.optional(),
  fillRoles: bySeverity.optional(),
  firstUpdate: bySeverity.optional(),
});

const channels = ["status-page", "mail", "social", "chat"] as const;

/** Where people meet; `{{ref}}` stands for the incident's reference. */
const warRoom = z.strictObject({
  chat: z.strictObject({ channel: line(80) }).optional(),
  video: url.optional(),
  fallback: word(["email-thread"]).optional(),
});

/** The written process. Every incident keeps the version it began under. */
export const processSchema = z.strictObject({
  declareWhen: listOf(z.strictObject({ text: text(1_000), when: condition(incidentNames).optional() })).default([]),
  kinds: distinct(id).default([]),
  timeBoxes: timeBoxes.default({}),
  severities: severitiesSchema,
  priorities: prioritiesSchema.default([]),
  propose: listOf(proposalSchema).default([]),
  grid: listOf(gridEntrySchema).default([]),
  errorBudget: errorBudgetSchema.default({ remaining: [], velocity: [] }),
  roles: rolesSchema.default([]),
  rolesRequired: mapBy("severities", distinct(reference("roles"))).default({}),
  join: involvedBySeverity(),
  notify: involvedBySeverity({ audience: "audiences" }),
  consultExpertAfter: mapBy("severities", duration).default({}),
  owedUpdates: listOf(owedUpdateSchema).default([]),
  loopIn: involvedBySeverity({ audience: "audiences" }),
  publishBy: mapBy("severities", distinct(word(channels)), ["default"]).default({}),
  relief: reliefSchema.optional(),
  warRoom: warRoom.optional(),
  retrospective: retrospectiveSchema.optional(),
});

export type ProcessEntry = z.output<typeof processSchema>;

export const processSection = section({
  name: "process",
  shape: "single",
  noun: "process",
  schema: processSchema,
  defines: { severities: "severity", priorities: "priority", roles: "role" },
  check: checkProcess,
});
