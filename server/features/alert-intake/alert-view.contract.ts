import { z } from "zod";
import { line } from "../../platform/schemas/text.ts";

const name = line(60);
const filters = z.string().max(1_000).meta({ description: "The search part of the address of the list, such as `view=held&service=payments`." });
const baseVersion = z.number().int().min(1).max(1_000_000_000).meta({ description: "The version that the change was made on." });

/** A view that is to be kept. */
export const savedViewWishSchema = z
  .object({ name, filters, isShared: z.boolean().default(false).meta({ description: "For everybody, not only for who keeps it." }) })
  .meta({ id: "SavedViewWish" });
export type SavedViewWish = z.infer<typeof savedViewWishSchema>;

/** What is to be otherwise about a view. */
export const savedViewChangeSchema = z
  .object({ baseVersion, name: name.optional(), filters: filters.optional(), isShared: z.boolean().optional(), isDeleted: z.literal(false).optional().meta({ description: "Brings back what was deleted within the day." }) })
  .meta({ id: "SavedViewChange" });
export type SavedViewChange = z.infer<typeof savedViewChangeSchema>;

export const savedViewVersionSchema = z.object({ baseVersion: z.coerce.number().int().min(1).max(1_000_000_000) });

export const savedViewSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    filters: z.string(),
    ignored: z.array(z.object({ name: z.string(), value: z.string() })).meta({ description: "Filters that were kept and are no more, such as a service that is gone." }),
    isShared: z.boolean(),
    maker: z.object({ id: z.string(), name: z.string() }),
    mayChange: z.boolean().meta({ description: "Whether who asks may rename, change and delete it." }),
    version: z.number().int(),
  })
  .meta({ id: "SavedView" });
export type SavedView = z.infer<typeof savedViewSchema>;
