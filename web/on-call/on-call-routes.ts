import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../shell/shell-route.tsx";
import { readCoverageSearch } from "./coverage-search.ts";
import { readMyOnCallSearch } from "./me/my-on-call-search.ts";
import { readMonthSearch } from "./month/month-words.ts";
import { readOnCallSearch } from "./on-call-search.ts";

export const myOnCall = createRoute({
  getParentRoute: () => shell,
  path: "/on-call/me",
  validateSearch: readMyOnCallSearch,
  component: lazyRouteComponent(() => import("./me/MyOnCallScreen.tsx"), "MyOnCallScreen"),
});

export const away = createRoute({
  getParentRoute: () => shell,
  path: "/on-call/away",
  component: lazyRouteComponent(() => import("./AwayScreen.tsx"), "AwayScreen"),
});

export const onCall = createRoute({
  getParentRoute: () => shell,
  path: "/on-call",
  validateSearch: readOnCallSearch,
  component: lazyRouteComponent(() => import("./OnCallScreen.tsx"), "OnCallScreen"),
});

export const coverage = createRoute({
  getParentRoute: () => shell,
  path: "/on-call/coverage",
  validateSearch: readCoverageSearch,
  component: lazyRouteComponent(() => import("./CoverageScreen.tsx"), "CoverageScreen"),
});

export const onCallMonth = createRoute({
  getParentRoute: () => shell,
  path: "/on-call/month",
  validateSearch: readMonthSearch,
  component: lazyRouteComponent(() => import("./month/MonthScreen.tsx"), "MonthScreen"),
});

export const newSchedule = createRoute({
  getParentRoute: () => shell,
  path: "/on-call/schedules/new",
  component: lazyRouteComponent(() => import("./edit/ScheduleEditor.tsx"), "NewScheduleScreen"),
});

export const scheduleEditor = createRoute({
  getParentRoute: () => shell,
  path: "/on-call/schedules/$id",
  component: lazyRouteComponent(() => import("./edit/ScheduleEditor.tsx"), "ScheduleEditor"),
});
