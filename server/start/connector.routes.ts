import type { FastifyInstance } from "fastify";
import { gatewayRoutes, type GatewayCallbackSettings } from "../connectors/gateway/gateway.routes.ts";
import { twilioRoutes, type TwilioCallbackSettings } from "../connectors/twilio/twilio.routes.ts";
import { pushKeyRoutes } from "../connectors/web-push/push-key.routes.ts";
import { webhookSecretRoutes } from "../connectors/webhook/webhook-secret.routes.ts";
import { answerByKey, answerByText, noteReceipts } from "../features/paging/index.ts";
import type { RouteTools } from "../platform/http/route.ts";

export type ConnectorRouteSettings = TwilioCallbackSettings & GatewayCallbackSettings;

/** The addresses of those connectors that have some: what providers call back, and what people need to set them up. */
export function connectorRoutes(app: FastifyInstance, tools: RouteTools, settings: ConnectorRouteSettings): void {
  const answering = { noteReceipts, answerByText, answerByKey };
  pushKeyRoutes(app, tools);
  webhookSecretRoutes(app, tools);
  twilioRoutes(app, tools, settings, answering);
  gatewayRoutes(app, tools, settings, answering);
}
