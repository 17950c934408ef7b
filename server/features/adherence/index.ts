export { judgeIncidents, readStories, type Judged } from "./adherence.queries.ts";
export { viewAdherence } from "./adherence-view.queries.ts";
export { adherenceRoutes } from "./adherence.routes.ts";
export { evidencePackRoutes } from "./evidence-pack.routes.ts";
export { packIncident, packPeriod, type PackWish } from "./evidence-pack.commands.ts";
