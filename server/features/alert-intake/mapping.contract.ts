import { z } from "zod";
import { mappingMembers } from "./mapping.rules.ts";

const time = z.iso.datetime();
const longestExpression = 2_000;
const mostAlternatives = 20;

/** An expression, or several of which the first that finds something counts. */
const pick = z.union([z.string().max(longestExpression), z.array(z.string().max(longestExpression)).max(mostAlternatives)]);

export const mappingFormSchema = z.partialRecord(z.enum(mappingMembers), pick).meta({ id: "Mapping" });
export type MappingForm = z.infer<typeof mappingFormSchema>;

/** A tool that Muster can read as it is. */
export const presetViewSchema = z
  .object({ id: z.string(), name: z.string(), where: z.array(z.string()).meta({ description: "The steps of its set-up; `{{address}}` stands for the address to paste." }) })
  .meta({ id: "Preset" });
export type PresetView = z.infer<typeof presetViewSchema>;

export const mappingPreviewWishSchema = z
  .strictObject({
    mapping: mappingFormSchema.optional().meta({ description: "Left out: the one that is kept, else the proposed one." }),
    deliveryId: z.uuid().optional().meta({ description: "Which captured delivery; the newest where neither it nor a body is given." }),
    body: z.json().optional(),
  })
  .meta({ id: "MappingPreviewWish" });
export type MappingPreviewWish = z.infer<typeof mappingPreviewWishSchema>;

const itemSchema = z.object({
  title: z.string(),
  status: z.enum(["firing", "resolved", "acknowledged", "suppressed"]),
  severity: z.enum(["critical", "high", "warning", "info"]),
  key: z.string(),
  service: z.string().nullable().meta({ description: "What the body names." }),
  serviceId: z.string().nullable().meta({ description: "The service that is meant; null where its alerts belong to none." }),
  links: z.array(z.object({ text: z.string(), href: z.string() })),
  description: z.string().nullable(),
  at: time.nullable(),
});

const ofMember = { member: z.enum(mappingMembers), index: z.number().int().meta({ description: "Which of the expressions of that member." }) };

export const mappingPreviewSchema = z
  .object({
    deliveryId: z.uuid().nullable(),
    proposed: mappingFormSchema,
    mapping: mappingFormSchema.meta({ description: "By which the items were read." }),
    kept: mappingFormSchema.nullable().meta({ description: "The one that the source is read by from now on." }),
    items: z.array(itemSchema).meta({ description: "The first of them." }),
    count: z.number().int(),
    place: z.array(z.union([z.string(), z.number()])).meta({ description: "Where the first thing stands in the body, where no expression picks the things." }),
    note: z.string().nullable(),
    faults: z.array(z.object({ ...ofMember, message: z.string(), column: z.number().int(), mend: z.string() })).meta({ description: "Expressions that cannot be read." }),
    finds: z.array(z.object({ ...ofMember, value: z.string().nullable(), missing: z.string().nullable() })).meta({ description: "What each other expression finds in the first thing, or what it does not find." }),
  })
  .meta({ id: "MappingPreview" });
export type MappingPreview = z.infer<typeof mappingPreviewSchema>;

export const mappingWishSchema = z.strictObject({ mapping: mappingFormSchema }).meta({ id: "MappingWish" });

