export const silenceViews = ["current", "over"] as const;
export type SilenceViewId = (typeof silenceViews)[number];

/** What the address of the list says: which view, and whether a new silence is being written. */
export interface SilencesSearch {
  view?: SilenceViewId;
  new?: true;
}

/** Reads the address; what it does not know it leaves out. */
export function readSilencesSearch(raw: Record<string, unknown>): SilencesSearch {
  return { ...(raw["view"] === "over" ? { view: "over" } : {}), ...(raw["new"] === true ? { new: true } : {}) };
}
