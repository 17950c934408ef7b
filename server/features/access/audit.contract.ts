import { z } from "zod";
import { line } from "../../platform/schemas/text.ts";
import { listQuery } from "../../platform/schemas/list.ts";

export const auditActor = z.object({
  kind: z.string(),
  id: z.string().nullable(),
  /** Null where the person or token is not known any more. */
  name: z.string().nullable(),
});

export const auditEntry = z
  .object({
    position: z.number().int(),
    at: z.string(),
    type: z.string(),
    actor: auditActor,
    section: z.string(),
    id: z.string(),
    action: z.string(),
    paths: z.array(z.string()),
    /** Values from before and after; null where there are none or they were taken out. */
    details: z.unknown(),
    isRedacted: z.boolean(),
  })
  .meta({ id: "AuditEntry" });
export type AuditEntry = z.infer<typeof auditEntry>;

export const auditQuery = listQuery.extend({
  cursor: z.string().regex(/^\d{1,15}$/).optional(),
  section: line(100).optional(),
  id: line(300).optional(),
  /** `person/<id>`, `token/<id>`, `source/<id>` or `muster`. */
  actor: line(300).optional(),
});
export type AuditQuery = z.infer<typeof auditQuery>;
