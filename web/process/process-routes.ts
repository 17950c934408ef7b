import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../shell/shell-route.tsx";
import { readProcessSearch } from "./process-search.ts";

export const processOf = createRoute({
  getParentRoute: () => shell,
  path: "/settings/process",
  validateSearch: readProcessSearch,
  component: lazyRouteComponent(() => import("./ProcessScreen.tsx"), "ProcessScreen"),
});

export const processQuestions = createRoute({
  getParentRoute: () => shell,
  path: "/settings/process/questions",
  component: lazyRouteComponent(() => import("./QuestionsScreen.tsx"), "QuestionsScreen"),
});

export const incidentTemplates = createRoute({
  getParentRoute: () => shell,
  path: "/settings/process/templates",
  component: lazyRouteComponent(() => import("../incidents/templates/TemplatesScreen.tsx"), "TemplatesScreen"),
});
