import { z } from "zod";

export const givenCodeSchema = z.strictObject({ code: z.string().trim().regex(/^\d{6}$/, { error: "must be the six digits that were sent" }) }).meta({ id: "GivenCode" });

export const sentProofSchema = z
  .object({ id: z.uuid(), contactId: z.string(), kind: z.enum(["code", "test"]), askedAt: z.iso.datetime(), expiresAt: z.iso.datetime(), answeredAt: z.iso.datetime().nullable() })
  .meta({ id: "SentProof" });

export const sentProofsSchema = z.object({ items: z.array(sentProofSchema) }).meta({ id: "SentProofs" });

export const testParams = z.object({ id: z.string().max(100), proof: z.uuid() });
