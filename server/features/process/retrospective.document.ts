import { z } from "zod";
import { distinct, orderedMap, percent, quiet, reference, target } from "../../platform/config-document/document-schemas.ts";
import { duration } from "../../platform/schemas/forms.ts";
import { line, text } from "../../platform/schemas/text.ts";

/** Which incidents need a retrospective; a priority may ask for one by itself. */
const requiredFor = z.strictObject({
  severities: distinct(reference("severities")).default([]),
  budgetSpent: percent().optional(),
  dataLoss: quiet(z.boolean(), false),
});

const questions = orderedMap(z.strictObject({ title: line().optional(), prompt: text(2_000), required: quiet(z.boolean(), false) }));

export const retrospectiveSchema = z.strictObject({
  requiredFor: requiredFor.default({ severities: [], dataLoss: false }),
  ownedBy: distinct(reference("roles")).default([]),
  dueWithin: duration.default("5d"),
  approvedBy: target({ person: "people", role: "roles" }, { words: ["team-manager"] }).default("team-manager"),
  reviewActionsEvery: duration.default("14d"),
  sections: questions.default([]),
});

export type RetrospectiveEntry = z.output<typeof retrospectiveSchema>;
