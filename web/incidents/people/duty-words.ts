import type { IncidentDetail } from "../../../server/features/incidents/contract.ts";
import type { IncidentRole } from "./people-words.ts";

export type Task = IncidentDetail["tasks"][number];

/** The duties of other roles that fall to this one, by role. */
export interface Fallen {
  role: string;
  name: string;
  tasks: Task[];
}

/** The duties that stand at a role: its own, and those of roles that nobody holds and that fall to it. */
export function dutiesAt({ tasks, roles }: Pick<IncidentDetail, "tasks" | "roles">, role: IncidentRole): { own: Task[]; fallen: Fallen[] } {
  const of = (id: string) => tasks.filter(({ duty, status }) => duty?.id === id && status !== "dropped");
  if (role.holders.length === 0) return { own: [], fallen: [] };
  const fallen = roles.filter(({ holders, coveredBy }) => holders.length === 0 && coveredBy === role.name).map((one) => ({ role: one.role, name: one.name, tasks: of(one.role) }));
  return { own: of(role.role), fallen: fallen.filter((one) => one.tasks.length > 0) };
}

/** `1 of 4 done`. */
export function dutyWords(tasks: readonly Task[]): string {
  return `${tasks.filter(({ status }) => status === "done").length} of ${tasks.length} done`;
}
