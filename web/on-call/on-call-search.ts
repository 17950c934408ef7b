import { parseWallTime } from "../../server/values/civil.ts";

/** What the address says: which schedule, and from which day on. */
export interface OnCallSearch {
  schedule?: string;
  from?: string;
  /** How much is shown; absent: about a month. */
  view?: "quarter" | "year";
}

/** Reads the address; what makes no sense in it is left out. */
export function readOnCallSearch({ schedule, from, view }: Record<string, unknown>): OnCallSearch {
  return {
    ...(typeof schedule === "string" && schedule !== "" ? { schedule } : {}),
    ...(typeof from === "string" && parseWallTime(`${from}T00:00`) !== null ? { from } : {}),
    ...(view === "quarter" || view === "year" ? { view } : {}),
  };
}
