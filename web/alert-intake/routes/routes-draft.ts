import type { RouteTrial } from "../../../server/features/alert-intake/route-trial.contract.ts";
import type { Urgency } from "../../design/UrgencyMark.tsx";

/** A route as it is written in the configuration. */
export type RouteForm = RouteTrial["routes"][number];

/** A route as its fields hold it. */
export interface RouteDraft {
  /** Tells the rows apart while they move. */
  key: number;
  when: string;
  urgency: Urgency;
  declares: boolean;
  severity: string;
  priority: string;
}

/** The routes as fields; each keeps its number while others come and go. */
export function draftOf(routes: readonly RouteForm[]): RouteDraft[] {
  return routes.map(({ when = "", then: { urgency, declare } }, key) => ({ key, when, urgency, declares: declare !== undefined, severity: declare?.severity ?? "", priority: declare?.priority ?? "" }));
}

/** The routes that the fields hold, as they are written in the configuration. */
export function routesOf(draft: readonly RouteDraft[]): RouteForm[] {
  return draft.map(({ when, urgency, declares, severity, priority }) => {
    const declare = { ...(severity === "" ? {} : { severity }), ...(priority === "" ? {} : { priority }) };
    return { ...(when.trim() === "" ? {} : { when: when.trim() }), then: { urgency, ...(declares && urgency !== "none" ? { declare } : {}) } };
  });
}

/** Whether the same is written, in the same order. */
export function isSame(one: readonly RouteForm[], other: readonly RouteForm[]): boolean {
  const textOf = (routes: readonly RouteForm[]) => JSON.stringify(routesOf(draftOf(routes)));
  return textOf(one) === textOf(other);
}

/** With an empty route more: before the last one, where that takes everything, else at the end. */
export function withNew(draft: readonly RouteDraft[]): RouteDraft[] {
  const key = Math.max(-1, ...draft.map((route) => route.key)) + 1;
  const place = draft.at(-1)?.when.trim() === "" ? draft.length - 1 : draft.length;
  return draft.toSpliced(place, 0, { key, when: "", urgency: "high", declares: false, severity: "", priority: "" });
}

/** With the route at a place moved up or down by one. */
export function withMoved(draft: readonly RouteDraft[], place: number, by: 1 | -1): RouteDraft[] {
  const route = draft[place];
  const target = place + by;
  if (route === undefined || target < 0 || target >= draft.length) return [...draft];
  return draft.toSpliced(place, 1).toSpliced(target, 0, route);
}

/** The place of the route above that takes every alert, so that this one is never reached; null where it is. */
export function takenBefore(draft: readonly RouteDraft[], place: number): number | null {
  const first = draft.findIndex(({ when }) => when.trim() === "");
  return first !== -1 && first < place ? first : null;
}

/** The routes as they stand in the configuration file. */
export function routesYaml(routes: readonly RouteForm[]): string {
  if (routes.length === 0) return "routes: []";
  const lines = routes.map(({ when, then: { urgency, declare } }) => {
    const members = Object.entries(declare ?? {}).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
    const then = `then: { urgency: ${urgency}${declare === undefined ? "" : `, declare: ${members.length === 0 ? "{}" : `{ ${members.join(", ")} }`}`} }`;
    return when === undefined ? `  - ${then}` : `  - when: ${JSON.stringify(when)}\n    ${then}`;
  });
  return ["routes:", ...lines].join("\n");
}
