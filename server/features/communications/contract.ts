import { z } from "zod";
import { text } from "../../platform/schemas/text.ts";
import { audienceStyles } from "./audiences.document.ts";
import { longestPart } from "./draft.rules.ts";

const time = z.iso.datetime();
const givenTime = z.iso.datetime({ offset: true, error: "must be an RFC 3339 time such as 2026-11-21T14:05:00Z" });
const named = z.object({ id: z.string(), name: z.string() });
const mostAudiences = 50;

export const incidentParams = z.object({ ref: z.string().min(1).max(100).meta({ description: "INC-214, 214 or the incident's id." }) });

const audienceId = z
  .string()
  .min(1)
  .max(130)
  .meta({ description: "An audience's id, or `team/web`, `person/grete`, `schedule/commanders`, `role/technical-lead` where a part of the organization is told in its own right." });

export const audienceSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    style: z.enum(audienceStyles),
    isPublic: z.boolean().meta({ description: "What it is told counts as told to the public." }),
    isEveryoneInIncident: z.boolean().meta({ description: "Whoever holds a role in the incident or wrote into it." }),
    members: z.array(z.object({ kind: z.enum(["person", "team", "mail"]), id: z.string().nullable(), name: z.string(), address: z.string().nullable() })),
    services: z.array(named).meta({ description: "It is told only of incidents of these; of all where there are none." }),
    statusPageId: z.string().nullable(),
  })
  .meta({ id: "Audience" });
export type AudienceView = z.infer<typeof audienceSchema>;

const roleNamed = z.object({ role: z.string(), name: z.string() });
export const owedSchema = z
  .object({
    incident: z.object({ id: z.uuid(), ref: z.string(), title: z.string().nullable().meta({ description: "Null where it was taken out." }) }),
    from: roleNamed.meta({ description: "The role that owes it by the process." }),
    heldBy: roleNamed.meta({ description: "The role whose holder does it now: the same, or the one its duties fall to." }),
    workstream: named.nullable().meta({ description: "The workstream whose lead owes it, fulfilled by a note of the lead in it; the roles beside it are those that hear it." }),
    person: named,
    standIn: named.extend({ isDeputy: z.boolean() }).nullable().meta({ description: "Who may give it too, since its time has passed: the deputy, else whoever the role combines into, else the commander." }),
    audiences: z.array(named).meta({ description: "Fulfilled by an update that is sent to them." }),
    roles: z.array(roleNamed.extend({ people: z.array(named) })).meta({ description: "Fulfilled by anything the person writes into the incident." }),
    everySeconds: z.number().int().nullable().meta({ description: "Null for an audience without a rhythm: told at the start, when class or phase change, and at the end." }),
    dueAt: time,
    isOverdue: z.boolean(),
    isFirst: z.boolean(),
    isClosing: z.boolean(),
  })
  .meta({ id: "OwedUpdate" });
export type OwedView = z.infer<typeof owedSchema>;

export const recipientSchema = z
  .object({ personId: z.string().nullable(), name: z.string(), address: z.string().meta({ description: "To viewers only its end is shown." }) })
  .meta({ id: "UpdateRecipient" });

const told = { id: z.string(), name: z.string(), style: z.enum(audienceStyles), isPublic: z.boolean() };

export const choiceSchema = z
  .object({
    ...told,
    isTold: z.boolean().meta({ description: "The process wants it told as the incident stands." }),
    by: z.array(z.enum(["loopIn", "priority", "grid", "owedUpdates", "template"])),
    when: z.string().nullable().meta({ description: "The condition under which it would be told, where that does not hold." }),
    missing: z.string().nullable().meta({ description: "What that condition names and nobody stated." }),
    everySeconds: z.number().int().nullable(),
    lastAt: time.nullable(),
    promisedAt: time.nullable(),
    dueAt: time.nullable().meta({ description: "When it is owed an update." }),
  })
  .meta({ id: "AudienceChoice" });

export const draftSchema = z
  .object({
    style: z.enum(audienceStyles).meta({ description: "In whose words: the plainest of the audiences'." }),
    conditions: z.string(),
    actions: z.string(),
    needs: z.string().nullable(),
    isClosing: z.boolean().meta({ description: "The incident is over: this update is the last one." }),
    mails: z.number().int().meta({ description: "How many addresses it goes to, each once." }),
    audiences: z.array(z.object({ ...told, nextAt: time.nullable(), recipients: z.array(recipientSchema), note: z.string().nullable() })),
    choices: z.array(choiceSchema).meta({ description: "Whom the process names, told or not, and who was told before." }),
  })
  .meta({ id: "UpdateDraft" });
export type DraftView = z.infer<typeof draftSchema>;

export const draftQuery = z.object({
  audience: z
    .union([audienceId.transform((one) => [one]), z.array(audienceId).max(mostAudiences)])
    .optional()
    .meta({ description: "Repeated for several; left out, everybody who is told." }),
});

const part = () => text(longestPart);
const members = {
  audienceIds: z.array(audienceId).min(1, "Name an audience at least.").max(mostAudiences).refine((ids) => new Set(ids).size === ids.length, "An audience stands here twice."),
  conditions: part(),
  actions: part(),
  needs: part().nullable().optional(),
  nextAt: givenTime.nullable().optional().meta({ description: "When the next one comes. Left out: by the cadence of each audience; null: when something changes." }),
};
export const previewBody = z.object(members).meta({ id: "UpdateWish" });
export const updateBody = z.object({ ...members, at: givenTime.optional().meta({ description: "When it was told, where that is not now." }) }).meta({ id: "UpdateSending" });

export const previewSchema = z
  .object({
    isClosing: z.boolean(),
    mails: z.number().int(),
    audiences: z.array(
      z.object({
        ...told,
        nextAt: time.nullable(),
        recipients: z.number().int().meta({ description: "Mails in the words of this audience; who is in an earlier one gets that one's." }),
        note: z.string().nullable(),
        subject: z.string(),
        text: z.string(),
        html: z.string(),
        timezone: z.string().meta({ description: "The clock it is shown by; each recipient reads their own." }),
      }),
    ),
  })
  .meta({ id: "UpdatePreview" });
export type PreviewView = z.infer<typeof previewSchema>;

export const deliverySchema = recipientSchema
  .extend({
    audienceId: z.string(),
    status: z.enum(["due", "sent", "failed"]),
    attempts: z.number().int(),
    endedAt: time.nullable(),
    error: z.string().nullable(),
  })
  .meta({ id: "UpdateDelivery" });

export const updateSchema = z
  .object({
    id: z.uuid(),
    sentAt: time,
    sentBy: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string() }),
    conditions: z.string().nullable().meta({ description: "Null where it was taken out." }),
    actions: z.string().nullable(),
    needs: z.string().nullable(),
    isClosing: z.boolean(),
    isPublic: z.boolean(),
    audiences: z.array(z.object({ id: z.string(), name: z.string(), nextAt: time.nullable(), mails: z.number().int(), note: z.string().nullable() })),
    deliveries: z.array(deliverySchema),
  })
  .meta({ id: "IncidentUpdate" });
export type UpdateView = z.infer<typeof updateSchema>;
