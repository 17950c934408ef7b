import { z } from "zod";
import { incidentNames } from "../../values/condition-names.ts";
import { condition, listOf, mapBy, quiet, reference, target } from "../../platform/config-document/document-schemas.ts";
import { marked } from "../../platform/config-document/marks.ts";
import { wrongForm } from "../../platform/schemas/wrong-form.ts";

/** Somebody who is brought in: `team/web`, `team-manager` and the like, where there is a condition only while it holds. */
export interface Involved {
  who: string;
  when?: string;
}

const people = { person: "people", team: "teams", schedule: "schedules", role: "roles" };
const words = ["team-manager", "service-team"];

/** Who is brought in, by severity. A kind of its own may be written for short: `{ audience: legal, when: slaAtRisk }`. */
export function involvedBySeverity(more: Readonly<Record<string, string>> = {}) {
  return quiet(mapBy("severities", listOf(involved({ ...people, ...more }))), {});
}

function involved(spaces: Readonly<Record<string, string>>) {
  const who = target(spaces, { words });
  const kinds = Object.fromEntries(Object.entries(spaces).map(([kind, space]) => [kind, reference(space).optional()]));
  const members = z.strictObject({ ...kinds, who: who.optional(), when: condition(incidentNames).optional() }).superRefine((entry, context) => {
    if (Object.keys(entry).filter((name) => name !== "when").length === 1) return;
    const forms = ["who", ...Object.keys(kinds)].join(", ");
    context.addIssue({ code: "custom", message: wrongForm("This names nobody, or more than one.", `Write one of ${forms}, and \`when\` if there is a condition.`) });
  });
  return marked(z.union([who, members]).transform(asInvolved), { write: writeInvolved });
}

function asInvolved(input: string | Readonly<Record<string, string | undefined>>): Involved {
  if (typeof input === "string") return { who: input };
  const { who, when, ...kinds } = input;
  const [kind = "", id = ""] = Object.entries(kinds)[0] ?? [];
  const named = { who: who ?? `${kind}/${id}` };
  return when === undefined ? named : { ...named, when };
}

function writeInvolved({ who, when }: Involved): unknown {
  if (when === undefined) return who;
  const [kind = "", id] = who.split("/", 2);
  return id === undefined ? { who, when } : { [kind]: id, when };
}
