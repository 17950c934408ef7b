import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../shell/shell-route.tsx";

export const rankings = createRoute({
  getParentRoute: () => shell,
  path: "/settings/process/rankings",
  component: lazyRouteComponent(() => import("./DisagreementsScreen.tsx"), "DisagreementsScreen"),
});
