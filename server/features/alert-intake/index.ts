export { insertDecisions, deleteDecisionsOfEvents, type Decision } from "./decision.queries.ts";
export { acknowledgeGroups, lockSubjects, unacknowledgeGroups } from "./group.commands.ts";
export { readGroupStory, readGroups, type GroupStory } from "./group.queries.ts";
export { readGroupWaits } from "./intake-configuration.queries.ts";
export { intakeRoutes } from "./intake.routes.ts";
export { createIntake, type Intake } from "./intake.queue.ts";
export type { Acceptance, Delivery } from "./intake.adapt.ts";
export type { GroupFact } from "./group.events.ts";
export type { Group } from "./group.rules.ts";
