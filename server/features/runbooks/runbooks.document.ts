import { z } from "zod";
import { listOf, reference } from "../../platform/config-document/document-schemas.ts";
import { section } from "../../platform/config-document/section.ts";
import { duration, url } from "../../platform/schemas/forms.ts";
import { line, text, word } from "../../platform/schemas/text.ts";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** What Muster does itself when a step is taken: a request, or a command with its arguments one by one. */
export const actionSchema = z.union([
  z.strictObject({ http: z.strictObject({ method: word(methods).default("POST"), url, body: text(10_000).optional() }) }),
  z.strictObject({ command: listOf(text(1_000)).min(1) }),
]);

export type ActionEntry = z.output<typeof actionSchema>;

/** `approve` asks a person before the action runs; it does unless it is said otherwise. */
export const stepSchema = z
  .strictObject({ do: text(2_000), link: url.optional(), action: actionSchema.optional(), approve: z.boolean().optional() })
  .transform((step) => (step.action && step.approve === undefined ? { ...step, approve: true } : step));

export const runbookSchema = z.strictObject({
  title: line(),
  service: reference("services").optional(),
  reviewEvery: duration.optional(),
  steps: listOf(stepSchema).default([]),
});

export type RunbookEntry = z.output<typeof runbookSchema>;

export const runbooksSection = section({ name: "runbooks", shape: "map", noun: "runbook", schema: runbookSchema });
