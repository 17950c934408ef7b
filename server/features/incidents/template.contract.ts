import { z } from "zod";

const named = z.object({ id: z.string(), name: z.string() });

/** A template with what it does, in the organization's own words. */
export const incidentTemplateViewSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.string().nullable(),
    offer: z.object({ services: z.array(named), teams: z.array(named) }),
    severity: named.nullable(),
    priority: named.nullable(),
    roles: z.array(named),
    audiences: z.array(named),
    runbooks: z.array(named),
    links: z.array(z.object({ text: z.string(), url: z.string() })),
    tasks: z.array(z.object({ text: z.string(), role: named.nullable() })),
    used: z.number().int().meta({ description: "In how many incidents it was used." }),
    lastUsed: z.string().nullable().meta({ description: "The newest of these." }),
    isFromFile: z.boolean(),
  })
  .meta({ id: "IncidentTemplateView" });
export type IncidentTemplateView = z.infer<typeof incidentTemplateViewSchema>;

export const templateUseSchema = z.object({ templateId: z.string().min(1).max(100) }).meta({ id: "TemplateUse" });

/** What was used in an incident, as it was then. */
export const usedTemplateSchema = z
  .object({
    id: z.string(),
    name: z.string().nullable(),
    runbooks: z.array(z.object({ id: z.string(), title: z.string(), steps: z.array(z.object({ text: z.string(), link: z.string().nullable() })) })),
  })
  .meta({ id: "UsedTemplate" });
