import { prepareContent } from "../../platform/event-log/content.ts";
import type { Tx } from "../../platform/database/database.ts";
import { newId } from "../../platform/ids/ids.ts";
import type { Actor } from "../../values/actor.ts";
import type { Instant } from "../../values/instant.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { callInForClass } from "./calls.commands.ts";
import { attachLink } from "./evidence.commands.ts";
import { changeIncident } from "./incident.commands.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import { readTemplate } from "./template.queries.ts";

export interface TemplateUse {
  incidentId: string;
  templateId: string;
  actor: Actor;
  at: Instant | undefined;
}

/** Null where there is such a template, or none was named. */
export async function unknownTemplate(tx: Tx, templateId: string | undefined): Promise<Refusal | null> {
  if (templateId === undefined || (await readTemplate(tx, templateId)) !== null) return null;
  const message = `There is no incident template “${templateId}”. Templates are listed at /api/v1/incident-templates.`;
  return refuse("incident.template.invalid", message, { errors: [{ path: "templateId", message }] });
}

/** Uses a template: what it says is written into the incident as of now, and whom its roles and audiences need is called and told as for the class. */
export async function applyTemplate(tx: Tx, { incidentId, templateId, actor, at }: TemplateUse): Promise<IncidentState | Refusal> {
  const template = await readTemplate(tx, templateId);
  if (!template) return (await unknownTemplate(tx, templateId)) ?? refuse("incident.template.not-found", "There is no such incident template.");
  const name = prepareContent(template.name);
  const tasks = template.tasks.map((task) => ({ taskId: newId(), text: prepareContent(task.do), role: task.role ?? null }));
  const outcome = await changeIncident(tx, {
    incidentId,
    actor,
    at,
    texts: [name, ...tasks.map(({ text }) => text)],
    command: {
      ...{ kind: "apply template", templateId, name: name.reference, incidentKind: template.kind ?? null },
      ...{ roles: template.roles, audiences: template.tell, runbooks: template.runbooks },
      ...{ severity: template.severity ?? null, priority: template.priority ?? null },
      tasks: tasks.map(({ taskId, text, role }) => ({ taskId, text: text.reference, role })),
    },
  });
  if (isRefusal(outcome)) return outcome;
  for (const { text, url } of template.links) {
    const attached = await attachLink(tx, { incidentId, actor, caption: text, replyTo: null, at, url });
    if (isRefusal(attached)) return attached;
  }
  return callInForClass(tx, incidentId, outcome);
}
