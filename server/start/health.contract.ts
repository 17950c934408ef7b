import { z } from "zod";

const time = z.iso.datetime();

export const healthCheckSchema = z
  .object({
    code: z.enum(["paging", "mail", "database", "public-url", "work", "clock"]),
    isWell: z.boolean(),
    title: z.string(),
    detail: z.string().meta({ description: "Why it matters, and where it is not well how to mend it." }),
  })
  .meta({ id: "HealthCheck" });
export type HealthCheck = z.infer<typeof healthCheckSchema>;

export const healthSchema = z
  .object({
    version: z.string(),
    host: z.string(),
    startedAt: time,
    pagingHeldSince: time.nullable().meta({ description: "Since when nothing is sent, because the database comes from a backup and nobody has confirmed it." }),
    checks: z.array(healthCheckSchema).meta({ description: "What is to do first, then what is well." }),
  })
  .meta({ id: "Health" });
export type Health = z.infer<typeof healthSchema>;
