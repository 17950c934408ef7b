export { rankingRoutes } from "./ranking.routes.ts";
export { walkRoutes } from "./walk.routes.ts";
