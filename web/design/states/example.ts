import type { Instant } from "../../../server/values/instant.ts";

/** The moment at which the gallery stands still. */
export const exampleNow: Instant = Date.parse("2026-11-19T13:47:00Z");

export const exampleZone = "Europe/Berlin";

/** Milliseconds of so many minutes. */
export function minutes(count: number): number {
  return count * 60_000;
}

/** The organization's own words for its severities. */
export const severities = [
  { name: "Sev 0", meaning: "Complete outage for all customers, or data at risk" },
  { name: "Sev 1", meaning: "More than one region or most customers affected" },
  { name: "Sev 2", meaning: "One region or about half of the users affected" },
  { name: "Sev 3", meaning: "Partial outage of a major feature" },
  { name: "Sev 4", meaning: "Limited outage for selected customers or a minor feature" },
] as const;
