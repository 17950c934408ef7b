import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from "@tanstack/react-router";
import { readAlertsSearch } from "./alert-intake/alerts-search.ts";
import { readOnCallSearch } from "./on-call/on-call-search.ts";
import { readPagesSearch } from "./paging/pages-search.ts";
import { BrokenScreen } from "./shell/ErrorBoundary.tsx";
import { Shell } from "./shell/Shell.tsx";
import { NoSuchPlace, Unfurnished } from "./shell/Unfurnished.tsx";

const root = createRootRoute();

/** Everything that stands inside the navigation; signing in and the first run stand outside. */
const shell = createRoute({
  getParentRoute: () => root,
  id: "shell",
  component: () => (
    <Shell>
      <Outlet />
    </Shell>
  ),
});

function unfurnished<Path extends string>(path: Path, words: string) {
  return createRoute({ getParentRoute: () => shell, path, component: () => <Unfurnished words={words} /> });
}

const alerts = createRoute({
  getParentRoute: () => shell,
  path: "/alerts",
  validateSearch: readAlertsSearch,
  component: lazyRouteComponent(() => import("./alert-intake/AlertsScreen.tsx"), "AlertsScreen"),
});

const alert = createRoute({
  getParentRoute: () => shell,
  path: "/alerts/$id",
  component: lazyRouteComponent(() => import("./alert-intake/AlertScreen.tsx"), "AlertScreen"),
});

const pages = createRoute({
  getParentRoute: () => shell,
  path: "/pages",
  validateSearch: readPagesSearch,
  component: lazyRouteComponent(() => import("./paging/PagesScreen.tsx"), "PagesScreen"),
});

const sources = createRoute({
  getParentRoute: () => shell,
  path: "/settings/sources",
  component: lazyRouteComponent(() => import("./alert-intake/sources/SourcesScreen.tsx"), "SourcesScreen"),
});

const source = createRoute({
  getParentRoute: () => shell,
  path: "/settings/sources/$id",
  component: lazyRouteComponent(() => import("./alert-intake/sources/SourceScreen.tsx"), "SourceScreen"),
});

const onCall = createRoute({
  getParentRoute: () => shell,
  path: "/on-call",
  validateSearch: readOnCallSearch,
  component: lazyRouteComponent(() => import("./on-call/OnCallScreen.tsx"), "OnCallScreen"),
});

const routes = root.addChildren([
  shell.addChildren([
    unfurnished("/", "Now"),
    alerts,
    alert,
    onCall,
    unfurnished("/services", "Services"),
    pages,
    sources,
    source,
    unfurnished("/settings", "Settings"),
    createRoute({ getParentRoute: () => shell, path: "$", component: NoSuchPlace }),
  ]),
]);

/** Every address of the application. */
export const router = createRouter({
  routeTree: routes,
  defaultPreload: "intent",
  defaultErrorComponent: ({ error, reset }) => <BrokenScreen error={error} onRetry={reset} />,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
