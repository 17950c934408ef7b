import { z } from "zod";
import { email, id, zone } from "../../platform/schemas/forms.ts";
import { listQuery } from "../../platform/schemas/list.ts";
import { line } from "../../platform/schemas/text.ts";
import { wrongForm } from "../../platform/schemas/wrong-form.ts";
import { isStorable } from "../../values/text.ts";
import { roles } from "../../values/permission.ts";

export const role = z.enum(roles).meta({ id: "Role", description: "Each role includes those before it." });

export const personParameters = z.object({ id });

const leastPassword = 12;
const mostPassword = 200;

const newPassword = z
  .string()
  .min(leastPassword, { error: wrongForm("The password is too short.", `Use at least ${leastPassword} characters.`) })
  .max(mostPassword, { error: wrongForm("The password is too long.", `Use at most ${mostPassword} characters.`) })
  .refine(isStorable, { error: wrongForm("The password holds a NUL character or half a surrogate pair.", "Leave it out.") });

const knownPassword = z.string().max(mostPassword);

/** Who is signed in. Of an API token the name is the token's, and it is no person. */
export const session = z
  .object({
    personId: z.string().nullable(),
    name: z.string(),
    email: z.string().nullable(),
    timezone: z.string().nullable(),
    role,
  })
  .meta({ id: "Session" });
export type Session = z.infer<typeof session>;

export const signIn = z.object({ email: z.string().max(254), password: knownPassword }).meta({ id: "SignIn" });

export const passwordChange = z.object({ currentPassword: knownPassword, newPassword }).meta({ id: "PasswordChange" });
export type PasswordChange = z.infer<typeof passwordChange>;

export const firstRun = z.object({ isOpen: z.literal(true) }).meta({ id: "FirstRun" });

export const firstAdministrator = z.object({ name: line(), email, password: newPassword, timezone: zone }).meta({ id: "FirstAdministrator" });
export type FirstAdministrator = z.infer<typeof firstAdministrator>;

/** A person with an account, an open invitation, or both. */
export const account = z
  .object({
    personId: z.string(),
    name: z.string(),
    email: z.string(),
    role: role.nullable(),
    isDisabled: z.boolean(),
    isFirst: z.boolean(),
    madeAt: z.string().nullable(),
    seenAt: z.string().nullable(),
    invitation: z.object({ role, expiresAt: z.string() }).nullable(),
  })
  .meta({ id: "Account" });
export type Account = z.infer<typeof account>;

export const accountQuery = listQuery.extend({ cursor: id.optional() });

export const access = z.object({ role, isDisabled: z.boolean() }).meta({ id: "Access" });
export type Access = z.infer<typeof access>;

export const invitationWish = z.object({ role }).meta({ id: "InvitationWish" });

/** The link is shown this once. */
export const invitationLink = z.object({ link: z.string(), expiresAt: z.string() }).meta({ id: "InvitationLink" });

export const invitationParameters = z.object({ token: z.string().max(200) });

export const invitation = z.object({ name: z.string(), email: z.string() }).meta({ id: "Invitation" });

export const acceptance = z.object({ token: z.string().max(200), password: newPassword }).meta({ id: "InvitationAcceptance" });
export type Acceptance = z.infer<typeof acceptance>;

export const apiToken = z
  .object({
    id: z.string(),
    name: z.string(),
    role,
    /** Whose it is; null for one that belongs to the installation itself. */
    ownerId: z.string().nullable(),
    ownerName: z.string().nullable(),
    madeAt: z.string(),
    usedAt: z.string().nullable(),
  })
  .meta({ id: "ApiToken" });
export type ApiToken = z.infer<typeof apiToken>;

/** The secret is shown this once. */
export const newApiToken = apiToken.extend({ secret: z.string() }).meta({ id: "NewApiToken" });

export const apiTokenWish = z.object({ name: line(100), role }).meta({ id: "ApiTokenWish" });
export type ApiTokenWish = z.infer<typeof apiTokenWish>;

export const apiTokenParameters = z.object({ id: z.uuid() });

export const apiTokenQuery = listQuery.extend({ cursor: z.uuid().optional() });
