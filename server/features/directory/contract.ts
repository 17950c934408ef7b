import { z } from "zod";

const named = z.object({ id: z.string(), name: z.string() });

export const contactViewSchema = z
  .object({
    id: z.string(),
    channel: z.enum(["mail", "sms", "voice", "ntfy", "push", "webhook"]),
    address: z.string().meta({ description: "Hidden but for its end from all save managers and the person. Of a browser only who delivers its messages." }),
    name: z.string().nullable().meta({ description: "What a browser is called, such as Firefox on Linux." }),
    isVerified: z.boolean(),
    verifiedBy: z.enum(["file", "code", "browser"]).nullable().meta({ description: "Who answers for it: whoever applied the file, the person with a code, or the browser in which they were signed in." }),
  })
  .meta({ id: "Contact" });

export const personViewSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    timezone: z.string().meta({ description: "The person's own, else the organization's." }),
    contacts: z.array(contactViewSchema).meta({ description: "None: the e-mail address serves." }),
    teams: z.array(named),
    isFromFile: z.boolean(),
  })
  .meta({ id: "Person" });
export type PersonView = z.infer<typeof personViewSchema>;

export const teamViewSchema = z
  .object({ id: z.string(), name: z.string(), members: z.array(named), manager: named.nullable(), services: z.array(named), isFromFile: z.boolean() })
  .meta({ id: "Team" });
export type TeamView = z.infer<typeof teamViewSchema>;

export const serviceViewSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    tier: z.number().int().nullable(),
    team: named.nullable(),
    dependsOn: z.array(named),
    carries: z.array(named).meta({ description: "The services that depend on it." }),
    experts: z.array(named),
    escalationPolicyId: z.string().nullable(),
    runbookIds: z.array(z.string()),
    isFromFile: z.boolean(),
  })
  .meta({ id: "Service" });
export type ServiceView = z.infer<typeof serviceViewSchema>;

export const customerViewSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    touch: z.enum(["high", "low"]),
    services: z.array(named),
    sla: z.object({ target: z.number().meta({ description: "In per cent." }), window: z.string() }).nullable(),
    isFromFile: z.boolean(),
  })
  .meta({ id: "Customer" });
export type CustomerView = z.infer<typeof customerViewSchema>;

export const directoryParams = z.object({ id: z.string().max(100) });
