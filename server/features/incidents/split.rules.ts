import type { Instant } from "../../values/instant.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import type { IncidentFact } from "./incident.events.ts";
import { commanderOf, type Holder, type IncidentState, type Task } from "./incident.state.rules.ts";
import { presenceOf } from "./presence.rules.ts";
import { relationsOf } from "./relation.rules.ts";
import { whyNotWork } from "./standing.rules.ts";

/** What goes to the incident that is split off. */
export interface Parting {
  groupIds: readonly string[];
  serviceIds: readonly string[];
  taskIds: readonly string[];
  personIds: readonly string[];
}

export type SplitCommand = { kind: "split"; into: string } & Parting;

/** Null where these may go to an incident of their own; else the reason why not. People stand in it as `@{id}`. */
export function whyNotSplit(state: IncidentState, { groupIds, serviceIds, taskIds, personIds }: Parting): Refusal | null {
  const refused = whyNotWork(state);
  if (refused) return refused;
  if (groupIds.length + serviceIds.length === 0) return refuse("incident.split-nothing-goes", "Choose at least one group of alerts or one service that goes.");
  const isGone = groupIds.some((id) => !state.groupIds.includes(id)) || serviceIds.some((id) => !state.serviceIds.includes(id)) || taskIds.some((id) => !openTasks(state).some((task) => task.taskId === id));
  if (isGone) return refuse("incident.split-changed", "Some of what should go is not in this incident any more. Look again at what is chosen.");
  const stays = state.groupIds.some((id) => !groupIds.includes(id)) || state.serviceIds.some((id) => !serviceIds.includes(id));
  if (!stays) return refuse("incident.split-nothing-stays", "Nothing would remain here. Leave at least one group of alerts or one service in this incident.");
  const commander = commanderOf(state);
  if (commander && personIds.includes(commander.personId)) return refuse("incident.commander-stays", "@{holder} commands this incident and stays in it. Hand command over first, or leave them here.", { holder: commander.personId });
  return null;
}

function openTasks({ tasks }: IncidentState): Task[] {
  return tasks.filter(({ status }) => status === "open");
}

/** The tasks that go, as they stand here. */
export function goingTasks(state: IncidentState, taskIds: readonly string[]): Task[] {
  return openTasks(state).filter(({ taskId }) => taskIds.includes(taskId));
}

/** The roles of those who go: they hold the same there, and lay them down here. */
export function goingHolders({ holders }: IncidentState, personIds: readonly string[]): Holder[] {
  return holders.filter(({ personId }) => personIds.includes(personId));
}

export function decideSplit(command: SplitCommand, state: IncidentState): IncidentFact[] | Refusal {
  const refused = whyNotSplit(state, command);
  if (refused) return refused;
  const { into, groupIds, serviceIds, taskIds, personIds } = command;
  return [
    ...goingHolders(state, personIds).map(({ role, personId }): IncidentFact => ({ type: "role released", data: { role, personId } })),
    ...personIds.filter((id) => presenceOf(state, id) !== null).map((personId): IncidentFact => ({ type: "person left", data: { personId } })),
    { type: "incident split", data: { into, groupIds: [...groupIds], serviceIds: [...serviceIds], taskIds: [...taskIds], personIds: [...personIds] } },
  ];
}

/** Folds what went: it is not hit by it, not worked on and not to be done here any more. */
export function evolveSplit(state: IncidentState, fact: IncidentFact, at: Instant): IncidentState {
  if (fact.type !== "incident split") return state;
  const { into, groupIds, serviceIds, taskIds } = fact.data;
  return {
    ...state,
    groupIds: state.groupIds.filter((id) => !groupIds.includes(id)),
    serviceIds: state.serviceIds.filter((id) => !serviceIds.includes(id)),
    tasks: state.tasks.map((task) => (taskIds.includes(task.taskId) ? { ...task, status: "dropped" } : task)),
    relations: [...relationsOf(state), { incidentId: into, relation: "split-off", note: null, at }],
  };
}
