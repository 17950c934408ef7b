import { z } from "zod";
import { line } from "../../platform/schemas/text.ts";
import { time, timeAnswered, timeInAddress } from "./time.contract.ts";

/** What somebody ticks themselves; the other checks are read. */
const tickable = ["links", "rules", "after"] as const;

export const readinessCheckSchema = z
  .object({
    id: z.enum(["contacts", "proof", ...tickable]),
    title: z.string(),
    detail: z.string(),
    isDone: z.boolean(),
    isTicked: z.boolean().nullable().meta({ description: "Null for what Muster reads itself." }),
    links: z.array(z.object({ name: z.string(), url: z.string() })),
    text: z.string().nullable(),
  })
  .meta({ id: "ReadinessCheck" });
export type ReadinessCheckView = z.infer<typeof readinessCheckSchema>;

export const readinessSchema = z
  .object({
    scheduleId: z.string(),
    scheduleName: z.string(),
    from: timeAnswered,
    to: timeAnswered,
    checks: z.array(readinessCheckSchema),
    isReady: z.boolean(),
    answeredAt: timeAnswered.nullable(),
    readyAt: timeAnswered.nullable(),
  })
  .meta({ id: "Readiness" });
export type ReadinessView = z.infer<typeof readinessSchema>;

export const readinessQuery = z.object({ schedule: line(100), from: timeInAddress });
export const readinessWishSchema = z.strictObject({ scheduleId: line(100), from: time, ticked: z.array(z.enum(tickable)).max(tickable.length) });

export const comingReadinessSchema = z
  .object({
    ...{ scheduleId: z.string(), scheduleName: z.string(), personId: z.string(), name: z.string() },
    from: timeAnswered,
    to: timeAnswered,
    readyAt: timeAnswered.nullable(),
    answeredAt: timeAnswered.nullable(),
  })
  .meta({ id: "ComingReadiness" });
export type ComingReadinessView = z.infer<typeof comingReadinessSchema>;
