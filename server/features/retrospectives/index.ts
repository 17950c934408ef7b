export { retrospectiveDecider } from "./retrospective.decider.ts";
export { projectRetrospectives } from "./retrospective.projection.ts";
export { deleteRetrospectives, findRetrospective, readRetrospectiveState } from "./retrospective.queries.ts";
export { judgeIncidents, reactToRetrospectives } from "./retrospective.reactions.ts";
export { retrospectiveRoutes } from "./retrospective.routes.ts";
export { retrospectiveStream } from "./retrospective.decider.ts";
export type { RetrospectiveFact } from "./retrospective.events.ts";
