import { createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { readAlertsSearch } from "./alert-intake/alerts-search.ts";
import { readSilencesSearch } from "./alert-intake/silences/silences-search.ts";
import { readDeclareSearch } from "./incidents/declare/declaration.ts";
import { readIncidentsSearch } from "./incidents/list/incidents-search.ts";
import { readRoomSearch } from "./incidents/room-search.ts";
import { readPeopleSearch } from "./directory/people-search.ts";
import { away, coverage, myOnCall, newSchedule, onCall, onCallMonth, scheduleEditor } from "./on-call/on-call-routes.ts";
import { rankings, walk, walks } from "./priorities/priorities-routes.ts";
import { incidentTemplates, processOf, processQuestions } from "./process/process-routes.ts";
import { readPagesSearch } from "./paging/pages-search.ts";
import { readReturn } from "./access/return-address.ts";
import { BrokenScreen } from "./shell/ErrorBoundary.tsx";
import { NoSuchPlace } from "./shell/NoSuchPlace.tsx";
import { root, shell } from "./shell/shell-route.tsx";

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: readReturn,
  component: lazyRouteComponent(() => import("./access/SignInScreen.tsx"), "SignInScreen"),
});

const firstRun = createRoute({
  getParentRoute: () => root,
  path: "/first-run",
  component: lazyRouteComponent(() => import("./access/FirstRunScreen.tsx"), "FirstRunScreen"),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: "/invitation/$token",
  component: lazyRouteComponent(() => import("./access/InvitationScreen.tsx"), "InvitationScreen"),
});

const now = createRoute({
  getParentRoute: () => shell,
  path: "/",
  component: lazyRouteComponent(() => import("./now/NowScreen.tsx"), "NowScreen"),
});

const settings = createRoute({
  getParentRoute: () => shell,
  path: "/settings",
  component: lazyRouteComponent(() => import("./settings/SettingsScreen.tsx"), "SettingsScreen"),
});

const account = createRoute({
  getParentRoute: () => shell,
  path: "/settings/account",
  component: lazyRouteComponent(() => import("./access/AccountScreen.tsx"), "AccountScreen"),
});

const access = createRoute({
  getParentRoute: () => shell,
  path: "/settings/access",
  component: lazyRouteComponent(() => import("./access/AccessScreen.tsx"), "AccessScreen"),
});

const tokens = createRoute({
  getParentRoute: () => shell,
  path: "/settings/tokens",
  component: lazyRouteComponent(() => import("./access/TokensScreen.tsx"), "TokensScreen"),
});

const audit = createRoute({
  getParentRoute: () => shell,
  path: "/settings/audit",
  component: lazyRouteComponent(() => import("./access/AuditScreen.tsx"), "AuditScreen"),
});

const configuration = createRoute({
  getParentRoute: () => shell,
  path: "/settings/configuration",
  component: lazyRouteComponent(() => import("./configuration/ConfigurationScreen.tsx"), "ConfigurationScreen"),
});

const conduct = createRoute({
  getParentRoute: () => shell,
  path: "/settings/conduct",
  component: lazyRouteComponent(() => import("./incidents/conduct/ConductScreen.tsx"), "ConductScreen"),
});

const health = createRoute({
  getParentRoute: () => shell,
  path: "/settings/health",
  component: lazyRouteComponent(() => import("./health/HealthScreen.tsx"), "HealthScreen"),
});

const alerts = createRoute({
  getParentRoute: () => shell,
  path: "/alerts",
  validateSearch: readAlertsSearch,
  component: lazyRouteComponent(() => import("./alert-intake/AlertsScreen.tsx"), "AlertsScreen"),
});

const silences = createRoute({
  getParentRoute: () => shell,
  path: "/alerts/silences",
  validateSearch: readSilencesSearch,
  component: lazyRouteComponent(() => import("./alert-intake/silences/SilencesScreen.tsx"), "SilencesScreen"),
});

const noise = createRoute({
  getParentRoute: () => shell,
  path: "/alerts/noise",
  component: lazyRouteComponent(() => import("./alert-intake/noise/NoiseScreen.tsx"), "NoiseScreen"),
});

const alert = createRoute({
  getParentRoute: () => shell,
  path: "/alerts/$id",
  component: lazyRouteComponent(() => import("./alert-intake/AlertScreen.tsx"), "AlertScreen"),
});

const incident = createRoute({
  getParentRoute: () => shell,
  path: "/incidents/$ref",
  validateSearch: readRoomSearch,
  component: lazyRouteComponent(() => import("./incidents/IncidentRoom.tsx"), "IncidentRoom"),
});

const evidence = createRoute({
  getParentRoute: () => shell,
  path: "/incidents/$ref/evidence",
  component: lazyRouteComponent(() => import("./adherence/EvidenceScreen.tsx"), "EvidenceScreen"),
});

const incidents = createRoute({
  getParentRoute: () => shell,
  path: "/incidents",
  validateSearch: readIncidentsSearch,
  component: lazyRouteComponent(() => import("./incidents/list/IncidentsScreen.tsx"), "IncidentsScreen"),
});

const declare = createRoute({
  getParentRoute: () => shell,
  path: "/declare",
  validateSearch: readDeclareSearch,
  component: lazyRouteComponent(() => import("./incidents/declare/DeclareScreen.tsx"), "DeclareScreen"),
});

const learn = createRoute({
  getParentRoute: () => shell,
  path: "/learn",
  component: lazyRouteComponent(() => import("./retrospectives/LearnScreen.tsx"), "LearnScreen"),
});

const retrospective = createRoute({
  getParentRoute: () => shell,
  path: "/learn/$id",
  component: lazyRouteComponent(() => import("./retrospectives/RetrospectiveScreen.tsx"), "RetrospectiveScreen"),
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

const alertRoutes = createRoute({
  getParentRoute: () => shell,
  path: "/settings/routes",
  component: lazyRouteComponent(() => import("./alert-intake/routes/RoutesScreen.tsx"), "RoutesScreen"),
});

const people = createRoute({
  getParentRoute: () => shell,
  path: "/people",
  validateSearch: readPeopleSearch,
  component: lazyRouteComponent(() => import("./directory/PeopleScreen.tsx"), "PeopleScreen"),
});

const person = createRoute({
  getParentRoute: () => shell,
  path: "/people/$id",
  component: lazyRouteComponent(() => import("./directory/PersonScreen.tsx"), "PersonScreen"),
});

const personReach = createRoute({
  getParentRoute: () => shell,
  path: "/people/$id/reach",
  component: lazyRouteComponent(() => import("./directory/reach/ReachScreen.tsx"), "PersonReachScreen"),
});

const myReach = createRoute({
  getParentRoute: () => shell,
  path: "/me/reach",
  component: lazyRouteComponent(() => import("./directory/reach/ReachScreen.tsx"), "MyReachScreen"),
});

const services = createRoute({
  getParentRoute: () => shell,
  path: "/services",
  component: lazyRouteComponent(() => import("./directory/ServicesScreen.tsx"), "ServicesScreen"),
});

const service = createRoute({
  getParentRoute: () => shell,
  path: "/services/$id",
  component: lazyRouteComponent(() => import("./directory/ServiceScreen.tsx"), "ServiceScreen"),
});

const routes = root.addChildren([
  signIn,
  firstRun,
  invitation,
  shell.addChildren([
    now,
    alerts, alert, silences, noise,
    incidents, incident, evidence, declare,
    learn, retrospective,
    onCall, onCallMonth, newSchedule, scheduleEditor, coverage, myOnCall, away,
    services, service, people, person, personReach, myReach,
    pages,
    sources, source, alertRoutes,
    settings, account, tokens, access, processOf, processQuestions, incidentTemplates, rankings, walks, walk, configuration, audit, conduct, health,
    createRoute({ getParentRoute: () => shell, path: "$", component: NoSuchPlace }),
  ]),
]);

/** Every address of the application. */
export const router = createRouter({
  routeTree: routes,
  defaultPreload: "intent",
  defaultErrorComponent: ({ error, reset }) => <BrokenScreen error={error} onRetry={reset} />,
  scrollRestoration: true,
  // What a screen's reader of the address leaves out is left out of the address too.
  search: { strict: true },
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
