/** The views of the list that always are. */
export const standingViews = ["open", "mine", "held", "acknowledged", "ended"] as const;
export type StandingView = (typeof standingViews)[number];

/** How many views a person may keep, and how many there may be for everybody. */
export const mostOwn = 50;
export const mostShared = 100;

/** What a list can be narrowed by, in the order in which an address names it, and which values are one. */
const filters: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ["view", (value: string) => standingViews.some((known) => known === value)],
  ["search", (value: string) => value.length <= 200],
  ["service", (value: string) => value.length <= 100],
]);

export interface NamedFilter {
  name: string;
  value: string;
}

/** What the search part of an address holds: the filters that are known, in their order, and what is none. */
export interface ReadFilters {
  known: NamedFilter[];
  unknown: NamedFilter[];
}

/** Reads the search part of an address, with or without its question mark; of a name that stands twice the first counts. */
export function readFilters(text: string): ReadFilters {
  const all = [...new URLSearchParams(text)].map(([name, value]) => ({ name, value }));
  const isKnown = ({ name, value }: NamedFilter) => value !== "" && filters.get(name)?.(value) === true;
  const known = [...filters.keys()].flatMap((name) => all.find((one) => one.name === name && isKnown(one)) ?? []);
  return { known, unknown: all.filter((one) => !isKnown(one)) };
}

/** The search part of an address that says these filters, without its question mark. */
export function writeFilters(named: readonly NamedFilter[]): string {
  return new URLSearchParams(named.map(({ name, value }) => [name, value])).toString();
}

/** The service by which filters narrow; null where they do not. */
export function serviceOf(named: readonly NamedFilter[]): string | null {
  return named.find(({ name }) => name === "service")?.value ?? null;
}
