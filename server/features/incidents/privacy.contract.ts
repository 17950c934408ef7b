import { z } from "zod";
import { text } from "../../platform/schemas/text.ts";
import { personRef } from "./basics.contract.ts";

const target = z
  .string()
  .max(200)
  .regex(/^(person|team|audience)\/.+$/, "must be person/<id>, team/<id> or audience/<id>");
const who = z.array(target).max(200);
const reason = text(10_000);

export const privacyWishSchema = z
  .object({ reason, who: who.default([]).meta({ description: "`person/<id>` and `team/<id>` see it; an `audience/<id>` may be told and sees nothing. Whoever is in it is kept." }) })
  .meta({ id: "PrivacyWish" });
export const openingSchema = z.object({ who: who.min(1) }).meta({ id: "IncidentOpening" });
export const closingParams = { kind: z.enum(["person", "team", "audience"]), id: z.string().min(1).max(200) };
export const becomingPublicSchema = z.object({ reason }).meta({ id: "BecomingPublic" });
export const enteringSchema = z.object({ reason }).meta({ id: "IncidentEntering" });

const because = z.enum(["declared", "role", "in it", "paged", "named", "administrator", "merged"]);

export const privacySchema = z
  .object({
    isPrivate: z.boolean(),
    reason: z.string().nullable(),
    named: z.array(
      z.object({
        who: target,
        name: z.string(),
        kind: closingParams.kind,
        because,
        people: z.array(personRef).meta({ description: "Of a team everybody who is in it now." }),
        isFixed: z.boolean().meta({ description: "Holds a role, so goes on seeing it." }),
      }),
    ),
    kept: z.array(personRef.extend({ because })).meta({ description: "Whoever would go on seeing it if it were made private now." }),
    everybody: z.number().int().meta({ description: "How many people can sign in, and see it while it is public." }),
    mayMakePublic: z.boolean(),
  })
  .meta({ id: "IncidentPrivacy" });
export type PrivacyView = z.infer<typeof privacySchema>;
