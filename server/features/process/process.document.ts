import { z } from "zod";
import { incidentNames } from "../../values/condition-names.ts";
import { condition, distinct, listOf, mapBy, quiet, reference } from "../../platform/config-document/document-schemas.ts";
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
  declareWhen: quiet(listOf(z.strictObject({ text: text(1_000), when: condition(incidentNames).optional() })), []),
  kinds: quiet(distinct(id), []),
  timeBoxes: quiet(timeBoxes, {}),
  severities: severitiesSchema,
  priorities: quiet(prioritiesSchema, []),
  propose: quiet(listOf(proposalSchema), []),
  grid: quiet(listOf(gridEntrySchema), []),
  errorBudget: quiet(errorBudgetSchema, { remaining: [], velocity: [] }),
  roles: quiet(rolesSchema, []),
  rolesRequired: quiet(mapBy("severities", distinct(reference("roles"))), {}),
  join: involvedBySeverity(),
  notify: involvedBySeverity({ audience: "audiences" }),
  consultExpertAfter: quiet(mapBy("severities", duration), {}),
  owedUpdates: quiet(listOf(owedUpdateSchema), []),
  loopIn: involvedBySeverity({ audience: "audiences" }),
  publishBy: quiet(mapBy("severities", distinct(word(channels)), ["default"]), {}),
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
