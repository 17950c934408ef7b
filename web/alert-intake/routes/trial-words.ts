import type { RouteTrialOutcome } from "../../../server/features/alert-intake/route-trial.contract.ts";
import type { ChangeView } from "../../../server/platform/config-document/configuration.contract.ts";
import { capital, numberWord } from "../../design/number-words.ts";
import { counted } from "../alert-rows.ts";
import type { RouteForm } from "./routes-draft.ts";

/** On what came within so many hours routes may be tried, and what that time is called. */
export const spans = [
  { hours: 24, words: "the last day" },
  { hours: 168, words: "the last week" },
  { hours: 720, words: "the last 30 days" },
] as const;
export type SpanHours = (typeof spans)[number]["hours"];

/** At most so many alerts are tried, the newest. */
export const mostTried = 1_000;

export function spanWords(hours: SpanHours): string {
  return spans.find((span) => span.hours === hours)?.words ?? "";
}

type Counted = RouteTrialOutcome["pagedMore"];

function sumOf(services: Counted): number {
  return services.reduce((sum, { alerts }) => sum + alerts, 0);
}

/** `all for Payments`, `10 for Payments, 4 without a service`. */
function servicesWords(services: Counted): string {
  const nameOf = (name: string | null) => (name === null ? "without a service" : `for ${name}`);
  const [first] = services;
  if (services.length === 1 && first !== undefined) return first.alerts === 1 ? nameOf(first.serviceName) : `all ${nameOf(first.serviceName)}`;
  const shown = services.slice(0, 3).map(({ serviceName, alerts }) => `${alerts} ${nameOf(serviceName)}`);
  return [...shown, ...(services.length > 3 ? [`${sumOf(services.slice(3))} for others`] : [])].join(", ");
}

function ofAll(tried: number, hours: SpanHours): string {
  return tried >= mostTried ? `the newest ${tried.toLocaleString("en")} alerts of ${spanWords(hours)}` : `the ${counted(tried, "alert")} of ${spanWords(hours)}`;
}

/** What the tried routes would have done, in the two sentences of the screen. */
export function trialLede(outcome: RouteTrialOutcome, routes: number, hours: SpanHours, isChanged: boolean): { so: string; next: string } {
  const all = ofAll(outcome.tried, hours);
  if (!isChanged) return unchangedLede(outcome.tried, routes, hours);
  if (outcome.tried === 0) return { so: `No alert came in ${spanWords(hours)}.`, next: "Look further back to see what the change would have done." };
  if (outcome.changedTotal === 0) return { so: `It would have been the same for ${all}.`, next: "Nobody would be woken more often or less." };
  return changedLede(outcome, all);
}

function unchangedLede(tried: number, routes: number, hours: SpanHours): { so: string; next: string } {
  const so = routes === 0 ? "No route decides who is woken." : `${capital(numberWord(routes))} ${routes === 1 ? "route decides" : "routes decide"} who is woken.`;
  if (tried === 0) return { so, next: `Nothing came in ${spanWords(hours)}; what a change would do is seen on alerts.` };
  return { so, next: `Change one, and see at once what it would have done with ${ofAll(tried, hours)}.` };
}

function changedLede({ pagedMore, pagedLess, changedTotal }: RouteTrialOutcome, all: string): { so: string; next: string } {
  const [more, less] = [sumOf(pagedMore), sumOf(pagedLess)];
  const lessWords = `${less} would page nobody any more, ${servicesWords(pagedLess)}`;
  if (more > 0) return { so: `Of ${all}, ${more} would now page, ${servicesWords(pagedMore)}.`, next: less === 0 ? "None would page less than it did." : `${lessWords}.` };
  if (less > 0) return { so: `Of ${all}, ${lessWords}.`, next: "None would page that did not." };
  return { so: `Of ${all}, ${changedTotal} would go another way.`, next: "Nobody would be woken more often or less." };
}

/** How many alerts the route at a place takes, as a pale word beside it; null where that is not known. */
export function takesWords(outcome: RouteTrialOutcome | undefined, place: number | null): string | null {
  if (outcome === undefined || outcome.tried === 0) return null;
  const route = place === null ? null : place + 1;
  return `takes ${outcome.byRoute.find((one) => one.route === route)?.alerts ?? 0} of ${outcome.tried}`;
}

/** `route 2`, `no route`. */
export function takerWords(route: number | null): string {
  return route === null ? "no route" : `route ${route}`;
}

function classWords(declare: object): string {
  const classes = Object.values(declare).filter(Boolean);
  return classes.length === 0 ? "" : ` (${classes.join(", ")})`;
}

/** `severity == "high": urgency high, declares an incident (sev2)`. */
export function routeWords({ when, then: { urgency, declare } }: RouteForm): string {
  const declares = declare === undefined ? "" : `, declares an incident${classWords(declare)}`;
  return `${when ?? "every alert"}: urgency ${urgency}${declares}`;
}

const wholePath = /^\[(\d+)\]$/;
const memberPath = /^\[(\d+)\]\.(.+)$/;
const memberNames: Readonly<Record<string, string>> = { when: "its condition", "then.urgency": "its urgency", "then.declare.severity": "the severity it declares", "then.declare.priority": "the priority it declares" };

type Edit = ChangeView["fields"][number];

/** One edit of the list of routes, as a sentence that names its place. */
export function editWords(edit: Edit): string {
  const { kind, path, from, to, value } = edit;
  const whole = wholePath.exec(path);
  if (kind === "moved") return `Moves from place ${Number(from) + 1} to place ${Number(to) + 1}: ${routeWords(value as RouteForm)}`;
  if (whole && kind === "added") return `New at place ${(edit.at ?? Number(whole[1])) + 1}: ${routeWords(to as RouteForm)}`;
  if (whole && kind === "removed") return `Goes: ${routeWords(from as RouteForm)}`;
  const [, place = "0", member = path] = memberPath.exec(path) ?? [];
  const route = `Route ${Number(place) + 1}`;
  return member === "then.declare" ? `${route} ${declareWords(edit)}` : `${route}, ${memberNames[member] ?? member}: ${valueWords(edit)}`;
}

function declareWords({ to }: Edit): string {
  return isNothing(to) ? "declares no incident any more" : `declares an incident${classWords(to as object)}`;
}

function valueWords({ from, to }: Edit): string {
  const words = (one: unknown) => (typeof one === "string" ? one : JSON.stringify(one));
  if (isNothing(from)) return `${words(to)} is new`;
  return isNothing(to) ? `${words(from)} goes` : `${words(from)} becomes ${words(to)}`;
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null;
}
