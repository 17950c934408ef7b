export { acknowledge, decline } from "./escalation.commands.ts";
export { hearGroups, hearPages } from "./escalation.listeners.ts";
export { escalationDecider } from "./escalation.decider.ts";
export { deleteEscalations } from "./escalation.queries.ts";
export { projectEscalations, reactToEscalations } from "./escalation.reactions.ts";
export { beginHandler, stepHandler } from "./escalation.work.ts";
export { storedEscalationPolicies } from "./escalation-policies.section.ts";
export { escalationRoutes } from "./escalation.routes.ts";
export { phoneRoutes } from "./phone.routes.ts";
