export { readFindings, viewAdherence } from "./adherence-view.queries.ts";
export { adherenceRoutes } from "./adherence.routes.ts";
export { evidencePackRoutes } from "./evidence-pack.routes.ts";
export { packIncident, packPeriod, type FindingsOf, type PackWish } from "./evidence-pack.commands.ts";
export type { FindingLine, Findings } from "./evidence-findings.rules.ts";
