import { z } from "zod";

export const time = z.iso.datetime();
/** When something happens or happened: RFC 3339, with the offset of whoever writes it. */
export const moment = z.iso
  .datetime({ offset: true, error: "must be an RFC 3339 time such as 2026-11-21T14:05:00Z" })
  .refine((text) => Date.parse(text) >= 0, { error: "lies before 1970. Check the year." });
/** When it happened, where that is not now. */
export const happenedAt = moment.optional();
export const personRef = z.object({ id: z.string(), name: z.string() }).meta({ id: "PersonReference" });
export const named = z.object({ id: z.string(), name: z.string() });
