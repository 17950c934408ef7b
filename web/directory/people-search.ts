/** What the address says: which people, and what was typed to find one. */
export interface PeopleSearch {
  view?: "on-call" | "hard-to-reach";
  search?: string;
}

/** Reads the address; what makes no sense in it is left out. */
export function readPeopleSearch({ view, search }: Record<string, unknown>): PeopleSearch {
  return {
    ...(view === "on-call" || view === "hard-to-reach" ? { view } : {}),
    ...(typeof search === "string" && search !== "" ? { search } : {}),
  };
}
