import type { FastifyInstance } from "fastify";
import { adherenceRoutes, evidencePackRoutes } from "../features/adherence/index.ts";
import { accessRoutes, identify } from "../features/access/index.ts";
import { alertCareRoutes, alertNoiseRoutes, alertmanagerApiRoutes, alertRoutes, alertViewRoutes, changeRoutes, intakeRoutes, opsgenieChangeRoutes, routeTrialRoutes, silenceRoutes, sourceRoutes, symptomRoutes, type IntakeAddresses } from "../features/alert-intake/index.ts";
import { communicationRoutes } from "../features/communications/index.ts";
import { directoryRoutes, reachRoutes } from "../features/directory/index.ts";
import { bundleRoutes, coverageRoutes, escalationRoutes, handRoutes, phoneRoutes, policyRoutes } from "../features/escalation/index.ts";
import { callingRoutes, conductRoutes, draftRoutes, entryRoutes, evidenceRoutes, incidentRoutes, presenceRoutes, privacyRoutes, processBenchRoutes, relationRoutes, splitRoutes, holdingRoutes, reportPageRoutes, reportRoutes, roleRoutes, staffingRoutes, stepRoutes, templateRoutes, timelineRoutes, unmanagedRoutes, wellBeingRoutes } from "../features/incidents/index.ts";
import { absenceRoutes, coverRoutes, myOnCallRoutes, onCallRoutes, shadowRoutes, swapRoutes, scheduleFormRoutes } from "../features/on-call/index.ts";
import { channelRoutes, contactProofRoutes, pageRoutes } from "../features/paging/index.ts";
import { rankingRoutes, walkRoutes } from "../features/priorities/index.ts";
import { retrospectiveRoutes } from "../features/retrospectives/index.ts";
import { draftRoutes as processDraftRoutes, processRoutes, versionRoutes } from "../features/process/index.ts";
import { configurationRoutes } from "../platform/config-document/configuration.routes.ts";
import type { RouteTools } from "../platform/http/route.ts";
import { streamRoutes } from "../platform/stream/stream.routes.ts";
import { configuration } from "./configuration.ts";
import { connectorRoutes, type ConnectorRouteSettings } from "./connector.routes.ts";
import { exampleRoutes } from "./example.routes.ts";
import { healthRoutes, type HealthSettings } from "./health.routes.ts";
import type { Node } from "./node.ts";
import { processTools } from "./process-ground.ts";
import { watchdogRoutes, type WatchdogSettings } from "./watchdog.routes.ts";

/** Those that need nothing but the database and who calls. */
const plainRoutes: readonly ((app: FastifyInstance, tools: RouteTools) => void)[] = [
  directoryRoutes, onCallRoutes, myOnCallRoutes, swapRoutes, coverRoutes, absenceRoutes, shadowRoutes, alertRoutes, alertCareRoutes, alertNoiseRoutes,
  alertViewRoutes, silenceRoutes, symptomRoutes, routeTrialRoutes, rankingRoutes, walkRoutes, changeRoutes, pageRoutes, channelRoutes, contactProofRoutes, escalationRoutes,
  handRoutes, policyRoutes, coverageRoutes, phoneRoutes, bundleRoutes, processRoutes, incidentRoutes, templateRoutes, stepRoutes, relationRoutes, splitRoutes, holdingRoutes, callingRoutes, roleRoutes, staffingRoutes, unmanagedRoutes,
  entryRoutes, presenceRoutes, privacyRoutes, wellBeingRoutes, conductRoutes, timelineRoutes, communicationRoutes, evidenceRoutes, draftRoutes, reportRoutes, reportPageRoutes, retrospectiveRoutes, adherenceRoutes,
  evidencePackRoutes, exampleRoutes,
];

/** Every address of the product. */
export function addRoutes(app: FastifyInstance, node: Node, settings: HealthSettings & IntakeAddresses & WatchdogSettings & ConnectorRouteSettings): void {
  const tools: RouteTools = { database: node.database, identify };
  accessRoutes(app, tools, settings);
  configurationRoutes(app, tools, configuration);
  reachRoutes(app, tools, configuration);
  scheduleFormRoutes(app, tools, configuration);
  processDraftRoutes(app, tools, processTools);
  versionRoutes(app, tools, processTools);
  processBenchRoutes(app, tools);
  intakeRoutes(app, node.intake);
  opsgenieChangeRoutes(app, tools, node.intake);
  alertmanagerApiRoutes(app, tools, node.intake);
  sourceRoutes(app, tools, configuration, settings);
  connectorRoutes(app, tools, settings);
  streamRoutes(app, tools, node.feed);
  healthRoutes(app, tools, settings);
  watchdogRoutes(app, node.database, settings);
  for (const routes of plainRoutes) routes(app, tools);
  app.get("/api/openapi.json", { config: { access: "public" }, schema: { hide: true } }, () => app.swagger());
}
