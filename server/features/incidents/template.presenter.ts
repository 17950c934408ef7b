import type { WrittenProcess } from "../process/index.ts";
import { refOf } from "./incident-ref.rules.ts";
import type { IncidentTemplateView } from "./template.contract.ts";
import type { TemplateRow } from "./template.queries.ts";
import type { OrganizationWords } from "./words.queries.ts";

/** A template in the words of the organization as it is now. */
export function presentTemplate({ id, document, is_from_file, used, last_number }: TemplateRow, words: OrganizationWords, process: WrittenProcess, runbooks: ReadonlyMap<string, string>): IncidentTemplateView {
  const namesIn = (names: ReadonlyMap<string, string>) => (one: string) => ({ id: one, name: names.get(one) ?? one });
  const byId = (list: readonly { id: string; name: string }[]) => namesIn(new Map(list.map((one) => [one.id, one.name])));
  const [severity, priority, role] = [byId(process.severities), byId(process.priorities), byId(process.roles)];
  return {
    ...{ id, name: document.name, kind: document.kind ?? null, used, isFromFile: is_from_file },
    lastUsed: last_number === null ? null : refOf(last_number),
    offer: { services: document.offer.services.map(namesIn(words.services)), teams: document.offer.teams.map(namesIn(words.teams)) },
    severity: document.severity === undefined ? null : severity(document.severity),
    priority: document.priority === undefined ? null : priority(document.priority),
    roles: document.roles.map(role),
    audiences: document.tell.map(namesIn(words.audiences)),
    runbooks: document.runbooks.map(namesIn(runbooks)),
    links: document.links,
    tasks: document.tasks.map((task) => ({ text: task.do, role: task.role === undefined ? null : role(task.role) })),
  };
}
