import { createRootRoute, createRoute, createRouter, Outlet } from "@tanstack/react-router";
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

const routes = root.addChildren([
  shell.addChildren([
    unfurnished("/", "Now"),
    unfurnished("/alerts", "Alerts"),
    unfurnished("/on-call", "On call"),
    unfurnished("/services", "Services"),
    unfurnished("/pages", "Pages"),
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
