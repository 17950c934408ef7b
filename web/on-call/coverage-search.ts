export const usualDays = 90;

/** How far the report of coverage looks, as the address says it. */
export interface CoverageSearch {
  days?: number;
}

/** Reads the address; what makes no sense in it is left out. */
export function readCoverageSearch({ days }: Record<string, unknown>): CoverageSearch {
  return typeof days === "number" && Number.isInteger(days) && days >= 1 && days <= 366 && days !== usualDays ? { days } : {};
}
