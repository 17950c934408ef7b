export { gatewaySecret, startGatewayServer, type GatewayMessage, type GatewayServer } from "./gateway-server.ts";
