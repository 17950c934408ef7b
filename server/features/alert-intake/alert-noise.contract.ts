import { z } from "zod";

const time = z.iso.datetime();

export const alertReviewSchema = z
  .object({ reviewAt: time.nullable(), isOverdue: z.boolean(), reviewedAt: time.nullable(), reviewedBy: z.object({ id: z.string(), name: z.string() }).nullable() })
  .meta({ id: "AlertReview" });

const ofRule = { sourceId: z.string(), sourceName: z.string(), rule: z.string() };

export const noiseSchema = z
  .object({
    days: z.number().int(),
    items: z.array(
      z.object({
        ...ofRule,
        occurrences: z.number().int(),
        paged: z.number().int().meta({ description: "Of which somebody was paged for." }),
        actionable: z.number().int(),
        noise: z.number().int(),
        duplicate: z.number().int(),
        untold: z.number().int().meta({ description: "Of which nobody said what they were." }),
        review: alertReviewSchema.nullable(),
      }),
    ),
    overdue: z.array(z.object({ ...ofRule, reviewAt: time })).meta({ description: "Rules whose review is due, also those that did not speak lately." }),
  })
  .meta({ id: "AlertNoise" });
export type NoiseView = z.infer<typeof noiseSchema>;

export const reviewWishSchema = z
  .object({
    sourceId: z.string().min(1).max(100),
    rule: z.string().min(1).max(2_000),
    reviewAt: z.iso.datetime({ offset: true }).optional(),
    done: z.literal(true).optional().meta({ description: "It was looked at now." }),
  })
  .refine(({ reviewAt, done }) => (reviewAt === undefined) !== (done === undefined), { path: ["reviewAt"], message: "Say either when it is looked at again, or that it was: `done`." })
  .meta({ id: "AlertReviewWish" });
