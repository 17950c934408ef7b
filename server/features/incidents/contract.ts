import { z } from "zod";
import { gridSchema } from "../process/contract.ts";
import { line, text } from "../../platform/schemas/text.ts";
import { happenedAt, moment, named, personRef, time } from "./basics.contract.ts";
import { decisionViewSchema } from "./decision.contract.ts";
import { groundSchema } from "./ground.contract.ts";
import { relationSchema } from "./relation.contract.ts";
import { handoverSchema, questionSchema, reliefSchema } from "./presence.contract.ts";
import { usedTemplateSchema } from "./template.contract.ts";
import { plannedHandoverSchema, workstreamSchema } from "./workstream.contract.ts";
import { privacyWishSchema } from "./privacy.contract.ts";
import { milestones, phases, statuses } from "./incident-words.rules.ts";

export { happenedAt, moment, named, personRef, time };

export const severitySchema = z
  .object({ id: z.string(), name: z.string(), rank: z.number().int().meta({ description: "0 is the worst." }), of: z.number().int().meta({ description: "How many severities the process has." }) })
  .meta({ id: "IncidentSeverity" });

export const toldSchema = z.object({ audienceId: z.string(), name: z.string(), lastAt: time, nextAt: time.nullable() }).meta({ id: "ToldAudience" });

/** What a list, a card and a link need of an incident. */
export const incidentSchema = z
  .object({
    id: z.uuid(),
    ref: z.string().meta({ description: "The short name, such as INC-214." }),
    number: z.number().int(),
    title: z.string().nullable().meta({ description: "Null where it was taken out." }),
    status: z.enum(statuses),
    phase: z.enum(phases),
    isDrill: z.boolean(),
    isPrivate: z.boolean().meta({ description: "Only those who are named see it, and that there is one." }),
    severity: severitySchema.nullable(),
    priority: named.nullable(),
    forCustomers: z.array(named).meta({ description: "Customers for whose sake the class is other than the rule would have it." }),
    kind: z.string().nullable(),
    tags: z.array(z.string()),
    services: z.array(named),
    commander: personRef.extend({ isProvisional: z.boolean(), since: time }),
    declaredAt: time,
    acknowledgedAt: time.nullable(),
    mitigatedAt: time.nullable(),
    resolvedAt: time.nullable(),
    endedAt: time.nullable().meta({ description: "When people stopped working on it: resolved, cancelled or merged." }),
    nextUpdateAt: time.nullable(),
    summary: z.string().nullable().meta({ description: "What is so, in the newest words of an update or a condition." }),
    mergedInto: z.string().nullable(),
    retrospectiveId: z.uuid().nullable(),
    offered: z.array(z.object({ role: z.string(), from: personRef, toPersonId: z.string() })).meta({ description: "Hand-overs that wait for somebody to accept." }),
  })
  .meta({ id: "Incident" });
export type IncidentView = z.infer<typeof incidentSchema>;

export const impactSchema = z
  .object({
    usersAffected: z.number().min(0).max(1).optional().meta({ description: "Share of the users, 0 to 1." }),
    customerIds: z.array(z.string().max(100)).max(500).optional(),
    extent: z.enum(["partial", "total"]).optional(),
    dataLoss: z.boolean().optional(),
    money: z.object({ amount: z.number().min(0), currency: z.string().regex(/^[A-Z]{3}$/, "must be three capital letters such as EUR") }).optional(),
    slaAtRisk: z.boolean().optional(),
    slaBreached: z.boolean().optional(),
  })
  .meta({ id: "Impact" });

export const roleSchema = z
  .object({
    role: z.string(),
    name: z.string(),
    area: z.string().nullable(),
    duties: z.array(z.string()),
    isCommand: z.boolean(),
    isRequired: z.boolean(),
    isShared: z.boolean(),
    mayChangeProduction: z.boolean(),
    coveredBy: z.string().nullable().meta({ description: "The role its duties fall to while nobody holds it." }),
    holders: z.array(personRef.extend({ since: time, isProvisional: z.boolean(), reliefAt: time.nullable().meta({ description: "When the process asks for somebody else." }) })),
    deputy: personRef.extend({ isNamed: z.boolean().meta({ description: "Named in this incident; else the process makes their role the deputy." }) }).nullable(),
    onCall: z.array(personRef.extend({ isAsked: z.boolean() })).meta({ description: "Of a required role that nobody holds for good: who is on call for it, and whether they were asked." }),
  })
  .meta({ id: "IncidentRole" });

export const taskSchema = z
  .object({ id: z.uuid(), text: z.string().nullable(), owner: personRef.nullable(), dueAt: time.nullable(), status: z.enum(["open", "done", "dropped"]), addedAt: time,
    duty: named.nullable().meta({ description: "The role whose duty it is by the process; it goes with the role." }), workstream: named.nullable() })
  .extend({ role: named.nullable().meta({ description: "Whose it is by role while nobody has it by name." }) })
  .meta({ id: "IncidentTask" });

const recorded = { at: time, isByPerson: z.boolean() };
export const milestoneSchema = z
  .discriminatedUnion("status", [
    z.object({ status: z.literal("recorded"), ...recorded }),
    z.object({ status: z.literal("invalid"), ...recorded, because: z.enum(milestones) }),
    z.object({ status: z.literal("pending") }),
    z.object({ status: z.literal("notApplicable") }),
  ])
  .meta({ id: "MilestoneView" });

export const intervalSchema = z
  .discriminatedUnion("status", [
    z.object({ status: z.literal("recorded"), minutes: z.number(), seconds: z.number() }),
    z.object({ status: z.literal("pending") }),
    z.object({ status: z.literal("notApplicable") }),
    z.object({ status: z.literal("invalid") }),
  ])
  .meta({ id: "Interval" });

export const milestonesSchema = z
  .object({
    milestones: z.object(Object.fromEntries(milestones.map((name) => [name, milestoneSchema])) as Record<(typeof milestones)[number], typeof milestoneSchema>),
    measures: z.object({ mttd: intervalSchema, mtta: intervalSchema, mttr: intervalSchema, timeToRestore: intervalSchema, mtbf: intervalSchema }),
  })
  .meta({ id: "Milestones" });

/** Somebody in the incident, or asked into it. */
export const participantSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    timezone: z.string(),
    roles: z.array(z.string()),
    workstreams: z.array(z.string()).meta({ description: "Open workstreams that they lead or have something to do in." }),
    standing: z.enum(["in", "observes", "paged", "cannot", "silent"]).meta({ description: "In it; looks on and may ask; paged and undecided; said they cannot; paged and never answered." }),
    since: time,
    briefedAt: time.nullable().meta({ description: "When they last read the brief." }),
  })
  .meta({ id: "Participant" });

export const joinedGroupSchema = z
  .object({ groupId: z.uuid(), alertId: z.uuid(), title: z.string(), serviceName: z.string().nullable(), status: z.enum(["open", "resolved"]), alerts: z.number().int(), signals: z.number().int() })
  .meta({ id: "JoinedGroup" });

const spokenFor = z.object({ when: z.string().meta({ description: "The condition as the process has it." }), service: named.nullable() });
export const assessmentSchema = z
  .object({
    severity: severitySchema.nullable().meta({ description: "What is proposed by the facts or by a route; another severity asks for a reason." }),
    because: z.array(spokenFor).meta({ description: "The conditions that hold at that severity now." }),
    absent: z.array(spokenFor.extend({ severity: severitySchema.nullable(), missing: z.string() })).meta({ description: "Conditions that cannot be asked, since nobody stated or measured what they name." }),
  })
  .meta({ id: "Assessment" });

export const incidentDetailSchema = incidentSchema
  .extend({
    proposed: z.object({ severity: severitySchema.nullable(), priority: named.nullable() }).nullable().meta({ description: "What waits for a person to decide." }),
    assessment: assessmentSchema,
    impact: impactSchema,
    impactDescription: z.string().nullable(),
    roles: z.array(roleSchema),
    handovers: z.array(handoverSchema),
    plannedHandovers: z.array(plannedHandoverSchema),
    workstreams: z.array(workstreamSchema),
    participants: z.array(participantSchema),
    tasks: z.array(taskSchema),
    template: usedTemplateSchema.nullable().meta({ description: "The template that was used, as it was then." }),
    ground: z.array(groundSchema),
    decisions: z.array(decisionViewSchema),
    questions: z.array(questionSchema),
    relief: z.array(reliefSchema),
    related: z.array(relationSchema).meta({ description: "Other incidents that belong together with it." }),
    relieving: z.string().nullable().meta({ description: "How long the process asks two to go on side by side before a role passes, such as 30m." }),
    groups: z.array(joinedGroupSchema),
    told: z.array(toldSchema),
    symptoms: z
      .array(z.object({ alertId: z.uuid(), title: z.string(), serviceName: z.string().nullable() }))
      .meta({ description: "What fires on services that depend on those of the incident, and is held back as its symptom." }),
    reports: z.number().int(),
    entries: z.number().int().meta({ description: "How many entries the timeline has." }),
    milestones: milestonesSchema.shape.milestones,
    measures: milestonesSchema.shape.measures,
    warRoom: z.object({ video: z.string().nullable(), chat: z.string().nullable() }),
    words: z
      .object({
        severities: z.array(severitySchema.extend({ when: z.string().nullable(), respond: z.string().nullable() })),
        priorities: z.array(named.extend({ criteria: z.array(z.string()) })),
        kinds: z.array(z.string()),
        ...gridSchema.shape,
      })
      .meta({ description: "The words of the process that this incident runs under." }),
  })
  .meta({ id: "IncidentDetail" });
export type IncidentDetail = z.infer<typeof incidentDetailSchema>;

export const incidentFilterSchema = z.object({
  status: z.enum([...statuses, "running", "ended", "all"]).default("all"),
  severity: z.string().max(100).optional(),
  serviceId: z.string().max(100).optional(),
  personId: z.string().max(100).optional().meta({ description: "Who commands it." }),
  kind: z.string().max(100).optional(),
  tag: z.string().max(100).optional(),
  forCustomer: z.string().max(100).optional().meta({ description: "A customer for whose sake the class is as it is; `any` for whichever." }),
  search: z.string().max(200).optional().meta({ description: "Words of the title, or a reference such as INC-214." }),
});

const id = z.string().min(1).max(100);
const reason = text(10_000);

export const declarationSchema = z
  .object({
    title: line(300),
    severity: id.optional(),
    priority: id.optional(),
    serviceIds: z.array(id).max(100).default([]),
    groupIds: z.array(z.uuid()).max(500).default([]),
    kind: id.optional(),
    tags: z.array(line(60)).max(50).default([]),
    note: text(100_000).optional(),
    /** The policy of each named service is paged unless it is left out here. */
    page: z.boolean().default(true),
    notPaged: z.array(id).max(100).default([]).meta({ description: "Services whose policy is not paged." }),
    commanderId: id.optional().meta({ description: "Who commands; else who declares, or is found." }),
    reportIds: z.array(z.uuid()).max(100).default([]),
    templateId: id.optional().meta({ description: "An incident template to use. Its class is proposed where none is given here." }),
    privacy: privacyWishSchema.optional().meta({ description: "Makes it private from the first moment; who declares, commands or is paged sees it too." }),
    isDrill: z.boolean().default(false),
    at: happenedAt,
  })
  .meta({ id: "Declaration" });

export const impactStatementSchema = impactSchema.extend({ description: text(10_000).nullable().optional(), at: happenedAt }).meta({ id: "ImpactStatement" });
export const incidentChangeSchema = z
  .object({ title: line(300).optional(), serviceIds: z.array(id).max(100).optional(), page: z.boolean().default(true), kind: id.nullable().optional(), tags: z.array(line(60)).max(50).optional() })
  .meta({ id: "IncidentChange", description: "Whoever is on call for a service that is added is paged, unless `page` is false." });

/** A body that may be left out. */
export function optional<Body extends z.ZodObject>(body: Body) {
  return body.nullish().transform((given): z.output<Body> => given ?? body.parse({}));
}

/** Of a step on the way: why, where a reason is asked for, and when, where it was not now. */
export const plainStepSchema = optional(z.object({ at: happenedAt })).meta({ id: "IncidentStep" });
export const reasonedStepSchema = z.object({ reason, at: happenedAt }).meta({ id: "ReasonedStep" });
export const mergeSchema = z.object({ into: z.string().min(1).max(100).meta({ description: "The other incident: INC-214, 214 or its id." }) }).meta({ id: "Merge" });

export const takeSchema = optional(z.object({ personId: id.optional() })).meta({ id: "RoleTaking" });
export const assignSchema = z.object({ personId: id }).meta({ id: "RoleAssignment" });

const replyTo = z.number().int().min(1).optional().meta({ description: "The entry this answers." });
const entryText = text(100_000);
const workstreamId = z.uuid().optional().meta({ description: "The workstream it belongs to." });
export const noteSchema = z.object({ text: entryText, replyTo, workstreamId, at: happenedAt }).meta({ id: "Note" });
export const callNoteSchema = z.object({ text: entryText, link: z.url().max(2_000).optional(), at: happenedAt }).meta({ id: "CallNote" });
export const productionChangeSchema = z.object({ text: entryText, at: happenedAt }).meta({ id: "ProductionChange" });
export const taskAdditionSchema = z.object({ text: text(2_000), ownerId: id.nullable().optional(), dueAt: happenedAt, workstreamId }).meta({ id: "TaskAddition" });
export const taskChangeSchema = z
  .object({ ownerId: id.nullable().optional(), dueAt: moment.nullable().optional(), status: z.enum(["open", "done", "dropped"]).optional() })
  .meta({ id: "TaskChange" });
export const pinSchema = z.object({ isPinned: z.boolean() }).meta({ id: "Pin" });
export const milestoneSettingSchema = z.object({ at: moment.nullable().meta({ description: "Null where it does not apply to this incident." }) }).meta({ id: "MilestoneSetting" });
export const groupJoinSchema = z.object({ groupId: z.uuid() }).meta({ id: "GroupJoin" });
export const betweenQuery = z.object({ from: z.enum(milestones), to: z.enum(milestones) });
