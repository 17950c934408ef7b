import { z } from "zod";
import { line } from "../../platform/schemas/text.ts";
import { time, timeAnswered } from "./time.contract.ts";

export const shadowWishSchema = z
  .strictObject({
    personId: line(100),
    besideId: line(100).nullish().meta({ description: "Only while this person is on call; absent: beside whoever is." }),
    from: time,
    to: time,
  })
  .meta({ id: "ShadowWish" });

export const shadowSchema = z
  .object({
    id: z.uuid(),
    personId: z.string(),
    name: z.string(),
    besideId: z.string().nullable(),
    besideName: z.string().nullable(),
    from: timeAnswered,
    to: timeAnswered,
  })
  .meta({ id: "Shadow" });
export type ShadowView = z.infer<typeof shadowSchema>;

export const shadowParameters = z.object({ id: line(100), shadowId: z.uuid() });
