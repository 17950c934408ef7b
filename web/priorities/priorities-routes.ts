import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../shell/shell-route.tsx";

export const rankings = createRoute({
  getParentRoute: () => shell,
  path: "/settings/process/rankings",
  component: lazyRouteComponent(() => import("./DisagreementsScreen.tsx"), "DisagreementsScreen"),
});

export const walks = createRoute({
  getParentRoute: () => shell,
  path: "/settings/process/walks",
  component: lazyRouteComponent(() => import("./WalksScreen.tsx"), "WalksScreen"),
});

export const walk = createRoute({
  getParentRoute: () => shell,
  path: "/settings/process/walks/$id",
  component: lazyRouteComponent(() => import("./WalkScreen.tsx"), "WalkScreen"),
});
