import { z } from "zod";
import { listQuery } from "../../platform/schemas/list.ts";

export const notice = z
  .object({
    id: z.string(),
    code: z.string(),
    sentence: z.string(),
    count: z.number().int(),
    firstAt: z.string(),
    lastAt: z.string(),
    settledAt: z.string().nullable(),
  })
  .meta({ id: "Notice" });
export type Notice = z.infer<typeof notice>;

export const noticeParameters = z.object({ id: z.uuid() });

export const noticeQuery = listQuery.extend({ cursor: z.uuid().optional() });
