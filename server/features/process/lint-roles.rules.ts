import type { ProcessFinding, ProcessSurroundings } from "./finding.rules.ts";
import type { Names } from "./phrases.rules.ts";
import { requiredRoles } from "./process.rules.ts";
import type { WholeProcess, WholeRole } from "./whole-process.rules.ts";

/** What every response needs somebody for (004 §9.3.7). */
const areas = ["coordination", "communication", "documentation", "execution"] as const;

/** Roles: whether every area has one, and whether somebody is there to hold those that are required. */
export function findInRoles(process: WholeProcess, surroundings: ProcessSurroundings, names: Names): ProcessFinding[] {
  return [...findBareAreas(process), ...process.roles.flatMap((role) => findVacancy(process, role, surroundings, names))];
}

function findBareAreas({ roles }: WholeProcess): ProcessFinding[] {
  return areas
    .filter((area) => roles.every((role) => role.area !== area))
    .map((area) => ({
      kind: "area-without-role",
      weight: "answer",
      path: ["process", "roles"],
      sentence: `No role has the area ${area}: nobody answers for it.`,
      mend: `Give a role \`area: ${area}\`; where one person does several, let roles combine.`,
    }));
}

/** A role that is required has a holder of its own, so that somebody must be on call for it, or Muster or the first person paged takes it. */
function findVacancy(process: WholeProcess, role: WholeRole, { onCall }: ProcessSurroundings, names: Names): ProcessFinding[] {
  const severities = severitiesRequiring(process, role.id);
  const takesItself = role.default !== undefined;
  if (severities.length === 0 || (takesItself && role.schedule === undefined)) return [];
  const presence = role.schedule === undefined ? "never" : (onCall.get(role.schedule) ?? "never");
  const required = `${names.role(role.id)} is required at ${names.severities(severities)}`;
  const path = ["process", "roles", role.id, ...(role.schedule === undefined ? [] : ["schedule"])];
  const told = `${required.charAt(0).toUpperCase()}${required.slice(1)}`;
  if (presence === "never" && !takesItself) {
    const why = role.schedule === undefined ? "and no schedule says who is on call for it" : `and nobody is on call in ${role.schedule}`;
    return [{ kind: "nobody-on-call", weight: "answer", path, sentence: `${told}, ${why}.`, mend: "Give the role a schedule with people, or let the first paged or Muster take it by `default`." }];
  }
  if (presence === "always") return [];
  const when = presence === "never" ? "nobody is" : "at times nobody is";
  const sentence = `${told}, and ${when} on call in ${role.schedule ?? ""} in the 90 days to come.`;
  return [{ kind: "sometimes-nobody", weight: "know", path, sentence, mend: "Close the gaps of the schedule; the coverage report shows them." }];
}

/** The severities at which a role needs a holder of its own, by itself or by what the grid asks of some priority. */
function severitiesRequiring(process: WholeProcess, role: string): string[] {
  const priorities = [null, ...process.priorities.map(({ id }) => id)];
  return process.severities.map(({ id }) => id).filter((severity) => priorities.some((priority) => requiredRoles(process, severity, priority).includes(role)));
}
