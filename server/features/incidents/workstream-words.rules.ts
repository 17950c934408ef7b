import type { Area } from "./staffing.events.ts";

export const areas = ["coordination", "communication", "documentation", "execution"] as const satisfies readonly Area[];

/** The name of an area as people say it. */
export function areaWords(area: Area): string {
  return `${area.charAt(0).toUpperCase()}${area.slice(1)}`;
}
