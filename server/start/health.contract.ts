import { z } from "zod";

const time = z.iso.datetime();

export const healthCheckSchema = z
  .object({
    code: z.enum(["paging", "mail", "database", "public-url", "work", "clock", "reconciler", "watchdog"]),
    isWell: z.boolean(),
    title: z.string(),
    detail: z.string().meta({ description: "Why it matters, and where it is not well how to mend it." }),
  })
  .meta({ id: "HealthCheck" });
export type HealthCheck = z.infer<typeof healthCheckSchema>;

export const parkedWorkSchema = z
  .object({
    id: z.number().int(),
    kind: z.string(),
    key: z.string(),
    parkedAt: time,
    fault: z.string().meta({ description: "Why it failed the last time." }),
  })
  .meta({ id: "ParkedWork" });
export type ParkedWorkView = z.infer<typeof parkedWorkSchema>;

export const parkedWorkParameters = z.object({ id: z.coerce.number().int().positive() });

export const healthSchema = z
  .object({
    version: z.string(),
    host: z.string(),
    startedAt: time,
    pagingHeldSince: time.nullable().meta({ description: "Since when nothing is sent, because the database comes from a backup and nobody has confirmed it." }),
    parked: z.array(parkedWorkSchema).meta({ description: "Work that failed five times and was put aside, the newest first, a hundred at most: it is tried again or dropped." }),
    checks: z.array(healthCheckSchema).meta({ description: "What is to do first, then what is well." }),
  })
  .meta({ id: "Health" });
export type Health = z.infer<typeof healthSchema>;
