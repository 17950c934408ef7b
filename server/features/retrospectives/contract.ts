import { z } from "zod";
import { text } from "../../platform/schemas/text.ts";
import { isStorable } from "../../values/text.ts";
import { incidentSchema, milestonesSchema, personRef, time } from "../incidents/contract.ts";
import { entrySchema } from "../incidents/timeline.contract.ts";
import { stages } from "./retrospective.state.rules.ts";

const followUpStatuses = ["open", "done", "dropped"] as const;
const longestText = 1_000_000;

/** A retrospective is named by its own id, or by its incident: `INC-214`, 214 or the incident's id. */
export const retrospectiveParams = z.object({ id: z.string().min(1).max(100).meta({ description: "The id of the retrospective, or the reference of its incident, such as INC-214." }) });
export const sectionParams = retrospectiveParams.extend({ section: z.string().min(1).max(100) });
export const versionParams = sectionParams.extend({ version: z.coerce.number().int().min(1).max(1_000_000_000) });
export const followUpParams = z.object({ id: z.uuid() });
export const incidentParams = z.object({ ref: z.string().min(1).max(100) });

export const retrospectiveFilter = z.object({ status: z.enum([...stages, "all"]).default("all") });
export const followUpFilter = z.object({ status: z.enum([...followUpStatuses, "all"]).default("all"), driverId: z.string().max(100).optional() });

/** A retrospective as a list shows it. */
export const retrospectiveSchema = z
  .object({
    id: z.uuid(),
    status: z.enum(stages),
    because: z.enum(["severity", "priority", "data-loss", "person"]).meta({ description: "Why there is one: what the process asks for, or a person who wished for it." }),
    incident: incidentSchema,
    owner: personRef.nullable(),
    begunAt: time,
    dueAt: time,
    approvedAt: time.nullable(),
    approvedBy: personRef.nullable(),
    sharedAt: time.nullable(),
    sectionsFilled: z.number().int(),
    sectionsTotal: z.number().int(),
    missing: z.array(z.object({ id: z.string(), title: z.string() })).meta({ description: "Required sections in which nothing stands yet." }),
    followUpsOpen: z.number().int(),
    followUpsTotal: z.number().int().meta({ description: "Without those that were dropped." }),
  })
  .meta({ id: "Retrospective" });
export type RetrospectiveView = z.infer<typeof retrospectiveSchema>;

const writer = z.object({ id: z.string().nullable(), name: z.string() });

/** A text as it stands, or as it stood. */
export const savedTextSchema = z
  .object({
    section: z.string(),
    version: z.number().int().meta({ description: "0 where nobody has saved yet." }),
    text: z.string().nullable().meta({ description: "Null where it was taken out." }),
    savedAt: time.nullable(),
    savedBy: writer.nullable(),
  })
  .meta({ id: "SectionText" });
export type SavedText = z.infer<typeof savedTextSchema>;

export const sectionSchema = savedTextSchema
  .omit({ section: true })
  .extend({
    id: z.string(),
    title: z.string(),
    prompt: z.string(),
    kind: z.enum(["text", "timeline", "follow-ups"]).meta({ description: "`timeline` shows the key moments and `follow-ups` what there is to do, beside the text." }),
    isRequired: z.boolean(),
    isFilled: z.boolean(),
    proposal: z.string().nullable().meta({ description: "A first draft from what is known, where nothing stands yet; saved only by a person." }),
  })
  .meta({ id: "RetrospectiveSection" });

export const followUpSchema = z
  .object({
    id: z.uuid(),
    retrospectiveId: z.uuid(),
    incident: z.object({ id: z.uuid(), ref: z.string(), title: z.string().nullable() }),
    text: z.string().nullable(),
    driver: personRef.nullable(),
    dueAt: time.nullable(),
    reviewAt: time.meta({ description: "When it is looked at again." }),
    status: z.enum(followUpStatuses),
    addedAt: time,
    settledAt: time.nullable(),
  })
  .meta({ id: "FollowUp" });
export type FollowUpView = z.infer<typeof followUpSchema>;

export const keyMomentSchema = entrySchema
  .extend({ isProposed: z.boolean().meta({ description: "Proposed by what it is; else a person pinned it. Pin or unpin it in the incident, by its entry." }) })
  .meta({ id: "KeyMoment" });

export const retrospectiveDetailSchema = retrospectiveSchema
  .extend({
    approvers: z
      .object({ people: z.array(personRef), isAnyManager: z.boolean(), sentence: z.string(), isYou: z.boolean() })
      .meta({ description: "Who approves it: these people, or any manager who did not command; `isYou` is true where whoever asks may." }),
    sections: z.array(sectionSchema),
    keyMoments: z.array(keyMomentSchema).meta({ description: "Earliest first; `at` is when the moment was." }),
    followUps: z.array(followUpSchema),
    reviewActionsEvery: z.string(),
    milestones: milestonesSchema.shape.milestones,
    measures: milestonesSchema.shape.measures,
  })
  .meta({ id: "RetrospectiveDetail" });
export type RetrospectiveDetail = z.infer<typeof retrospectiveDetailSchema>;

/** A section may be emptied again, so that its text may be none. */
const sectionText = z
  .string()
  .max(longestText, { error: "A section holds at most 1 MB of text (a million characters). Nothing was saved; shorten it, or put what is long beside the timeline as a file." })
  .refine(isStorable, { error: "The text holds a NUL character or half a surrogate pair. Remove it; it cannot be kept." });

export const sectionSaveSchema = z
  .object({ text: sectionText, baseVersion: z.number().int().min(0).max(1_000_000_000).meta({ description: "The version that the text was written on; 0 where there was none." }) })
  .meta({ id: "SectionSave" });

export const savedSectionSchema = savedTextSchema
  .extend({ isMerged: z.boolean().meta({ description: "Others had changed other lines since: the text that stands now holds theirs too." }) })
  .meta({ id: "SavedSection" });

const at = z.iso.datetime({ offset: true, error: "must be an RFC 3339 time such as 2026-11-21T14:05:00Z" });
const driverId = z.string().min(1).max(100).nullable();
const followUpText = text(2_000);

export const followUpAdditionSchema = z
  .object({
    text: followUpText,
    driverId: driverId.optional(),
    dueAt: at.nullable().optional(),
    reviewAt: at.optional().meta({ description: "As the process says, counted from now, unless it is given." }),
  })
  .meta({ id: "FollowUpAddition" });

export const followUpChangeSchema = z
  .object({ text: followUpText.optional(), driverId: driverId.optional(), dueAt: at.nullable().optional(), reviewAt: at.optional(), status: z.enum(followUpStatuses).optional() })
  .meta({ id: "FollowUpChange" });
