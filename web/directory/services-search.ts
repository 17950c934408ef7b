/** What the address says: the map, or a list. */
export interface ServicesSearch {
  as?: "list";
}

/** Reads the address; what makes no sense in it is left out. */
export function readServicesSearch({ as }: Record<string, unknown>): ServicesSearch {
  return as === "list" ? { as } : {};
}
