import type { IncidentTemplateView } from "../../../server/features/incidents/template.contract.ts";

/** A template as its form holds it: everything is there, some of it empty. */
export interface TemplateForm {
  name: string;
  kind: string;
  services: string[];
  teams: string[];
  severity: string;
  priority: string;
  roles: string[];
  tell: string[];
  runbooks: string[];
  links: { text: string; url: string }[];
  tasks: { do: string; role: string }[];
}

export const emptyTemplate: TemplateForm = { name: "", kind: "", services: [], teams: [], severity: "", priority: "", roles: [], tell: [], runbooks: [], links: [], tasks: [] };

const idsOf = (named: readonly { id: string }[]) => named.map(({ id }) => id);

export function formOf(template: IncidentTemplateView): TemplateForm {
  const { name, kind, offer, severity, priority, roles, audiences, runbooks, links, tasks } = template;
  return {
    ...{ name, kind: kind ?? "", services: idsOf(offer.services), teams: idsOf(offer.teams), severity: severity?.id ?? "", priority: priority?.id ?? "" },
    ...{ roles: idsOf(roles), tell: idsOf(audiences), runbooks: idsOf(runbooks), links },
    tasks: tasks.map(({ text, role }) => ({ do: text, role: role?.id ?? "" })),
  };
}

/** The entry as the document has it: what is empty is not written, and a row without words is none. */
export function entryOf(form: TemplateForm): object {
  const some = <Item>(name: string, items: readonly Item[]) => (items.length === 0 ? {} : { [name]: items });
  const said = (name: string, word: string) => (word === "" ? {} : { [name]: word });
  const links = form.links.map(({ text, url }) => ({ text: text.trim(), url: url.trim() })).filter(({ text, url }) => text !== "" || url !== "");
  const tasks = form.tasks.filter((task) => task.do.trim() !== "").map((task) => ({ do: task.do.trim(), ...said("role", task.role) }));
  const offer = { ...some("services", form.services), ...some("teams", form.teams) };
  return {
    name: form.name.trim(),
    ...said("kind", form.kind),
    ...(Object.keys(offer).length === 0 ? {} : { offer }),
    ...{ ...said("severity", form.severity), ...said("priority", form.priority) },
    ...{ ...some("roles", form.roles), ...some("tell", form.tell), ...some("runbooks", form.runbooks), ...some("links", links), ...some("tasks", tasks) },
  };
}
