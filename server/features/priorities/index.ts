export { rankingRoutes } from "./ranking.routes.ts";
