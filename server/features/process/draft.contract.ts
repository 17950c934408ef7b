import { z } from "zod";
import { line, text } from "../../platform/schemas/text.ts";
import { findingKinds, findingWeights } from "./finding.rules.ts";
import { processParts } from "./whole-process.rules.ts";

const time = z.iso.datetime();
const partId = z.enum(processParts.map(({ id }) => id));
const who = z.object({ id: z.string().nullable(), name: z.string() }).meta({ id: "ProcessAuthor" });
const revision = z.number().int().min(1).max(1_000_000_000).meta({ description: "The state of the draft that was seen." });
const version = z.number().int().nullable();

/** Text in pieces: what stays, what came, what went. */
const pieces = z.array(z.object({ text: z.string(), is: z.enum(["same", "added", "removed"]) })).meta({ id: "ProcessPieces" });
export type Pieces = z.infer<typeof pieces>;

const change = z.enum(["same", "added", "removed", "changed"]);

const block = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("prose"), key: z.string(), pieces }),
  z.object({
    kind: z.literal("table"),
    key: z.string(),
    columns: z.array(z.string()),
    mark: z.enum(["severity", "priority", "plain"]).meta({ description: "What the first cell of each row is." }),
    rows: z.array(z.object({ key: z.string(), is: change, cells: z.array(pieces) })),
  }),
  z.object({
    kind: z.literal("grid"),
    key: z.string(),
    severities: z.array(z.object({ id: z.string(), name: z.string() })),
    rows: z.array(z.object({ key: z.string(), name: z.string(), cells: z.array(z.object({ severity: z.string(), verdict: z.enum(["allowed", "confirm", "forbidden"]), asks: z.string(), before: z.string().nullable().meta({ description: "What was there before, where it differs." }) })) })),
  }),
]);
export type BlockView = z.infer<typeof block>;

export const processPartSchema = z
  .object({ id: partId, title: z.string(), isChanged: z.boolean(), changes: z.array(z.string()).meta({ description: "What differs, a sentence each." }), blocks: z.array(block) })
  .meta({ id: "ProcessPart" });
export type ProcessPartView = z.infer<typeof processPartSchema>;

export const processFindingSchema = z
  .object({
    id: z.string().meta({ description: "The same for the same thing as long as it stands." }),
    kind: z.enum(findingKinds),
    weight: z.enum(findingWeights).meta({ description: "mend: refused as it is; answer: to be mended, or answered with a reason; know: worth knowing." }),
    part: partId,
    path: z.string(),
    line: z.number().int().meta({ description: "Where it stands in the text." }),
    sentence: z.string(),
    mend: z.string(),
    answer: z.object({ text: z.string(), by: who, at: time }).nullable(),
  })
  .meta({ id: "ProcessFinding" });
export type ProcessFindingView = z.infer<typeof processFindingSchema>;

export const processCommentSchema = z
  .object({ id: z.uuid(), part: z.string(), about: z.string().nullable(), text: z.string(), by: who, at: time, repliesTo: z.uuid().nullable(), settled: z.object({ by: who, at: time }).nullable() })
  .meta({ id: "ProcessComment" });
export type ProcessCommentView = z.infer<typeof processCommentSchema>;

export const processVersionSchema = z
  .object({
    version: z.number().int(),
    publishedAt: time,
    publishedBy: who,
    isFromFile: z.boolean().meta({ description: "A file brought it." }),
    reason: z.string().nullable(),
    answers: z.array(z.object({ finding: z.string(), sentence: z.string(), answer: z.string(), by: z.string().nullable() })),
  })
  .meta({ id: "ProcessVersion" });
export type ProcessVersionView = z.infer<typeof processVersionSchema>;

export const readVersionSchema = z
  .object({ version, against: version, published: processVersionSchema.nullable(), text: z.string(), parts: z.array(processPartSchema) })
  .meta({ id: "ProcessReading" });
export type ProcessReading = z.infer<typeof readVersionSchema>;

export const processDraftSchema = z
  .object({
    id: z.uuid(),
    revision: z.number().int(),
    baseVersion: version,
    newestVersion: version,
    overtaken: z.array(z.string()).meta({ description: "What was published since the draft was begun, a sentence each." }),
    begunAt: time,
    begunBy: who,
    writers: z.array(who),
    text: z.string().meta({ description: "As a document for `PUT /api/v1/config`." }),
    form: z.unknown().meta({ description: "The same as plain values; null where the text cannot be read." }),
    parts: z.array(processPartSchema),
    findings: z.array(processFindingSchema),
    comments: z.array(processCommentSchema),
  })
  .meta({ id: "ProcessDraft" });
export type ProcessDraftView = z.infer<typeof processDraftSchema>;

export const draftStateSchema = z
  .object({ draft: processDraftSchema.nullable(), discarded: z.object({ id: z.uuid(), at: time, by: who }).nullable().meta({ description: "What was discarded last, and can be brought back." }) })
  .meta({ id: "ProcessDraftState" });
export type DraftState = z.infer<typeof draftStateSchema>;

export const beginDraftSchema = z.strictObject({ template: line(60).optional().meta({ description: "Left out: the process in force." }) }).meta({ id: "ProcessDraftBegin" });
export const writeDraftSchema = z
  .strictObject({
    revision,
    text: z.string().max(1_000_000).optional().meta({ description: "The draft as a document, YAML." }),
    form: z.record(z.string(), z.unknown()).optional().meta({ description: "Or the process as plain values." }),
    baseVersion: z.number().int().optional().meta({ description: "What was published meanwhile has been seen." }),
  })
  .meta({ id: "ProcessDraftChange" });
export const discardDraftSchema = z.object({ revision: z.coerce.number().int().min(1).max(1_000_000_000) });
export const checkTextSchema = z.strictObject({ text: z.string().max(1_000_000) }).meta({ id: "ProcessText" });
export const checkedTextSchema = z.object({ findings: z.array(processFindingSchema) }).meta({ id: "ProcessTextFindings" });
export const writeCommentSchema = z.strictObject({ part: partId, about: line(200).nullish(), text: text(5_000), repliesTo: z.uuid().nullish() }).meta({ id: "ProcessCommentWish" });
export const settleCommentSchema = z.strictObject({ isSettled: z.boolean() }).meta({ id: "ProcessCommentSettle" });
export const answerFindingSchema = z.strictObject({ finding: line(1_000), text: text(2_000).nullable().meta({ description: "Null takes the answer back." }) }).meta({ id: "ProcessFindingAnswer" });
export const publishSchema = z.strictObject({ revision, reason: text(2_000).meta({ description: "Why the process changes; everybody reads it." }) }).meta({ id: "ProcessPublish" });
export const publishedSchema = z.object({ version: z.number().int() }).meta({ id: "ProcessPublished" });

export const questionsSchema = z
  .object({ version, questions: z.array(z.object({ question: z.string(), answer: z.string().nullable(), parts: z.array(z.object({ id: partId, title: z.string() })) })) })
  .meta({ id: "ProcessQuestions" });
export type QuestionsView = z.infer<typeof questionsSchema>;

export const templateSchema = z.object({ id: z.string(), name: z.string(), about: z.string() }).meta({ id: "ProcessTemplate" });
export type TemplateView = z.infer<typeof templateSchema>;
