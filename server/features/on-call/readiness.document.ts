import { z } from "zod";
import { listOf, quiet } from "../../platform/config-document/document-schemas.ts";
import { url } from "../../platform/schemas/forms.ts";
import { line, text } from "../../platform/schemas/text.ts";

/** What whoever begins a shift should be able to open, and the rules of engagement: a web address or the text itself. */
export const readinessEntrySchema = z.strictObject({
  links: quiet(listOf(z.strictObject({ name: line(), url })), []),
  rules: text(5_000).optional(),
});

export type ReadinessEntry = z.output<typeof readinessEntrySchema>;
