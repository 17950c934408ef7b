export const alertViews = ["open", "held", "acknowledged", "ended"] as const;
export type AlertViewId = (typeof alertViews)[number];

/** What the address of the list says: which view, and how it is narrowed. */
export interface AlertsSearch {
  view?: AlertViewId;
  search?: string;
  service?: string;
}

/** Reads the address; what it does not know it leaves out. */
export function readAlertsSearch(raw: Record<string, unknown>): AlertsSearch {
  const view = alertViews.find((known) => known === raw["view"]);
  const search = typeof raw["search"] === "string" ? raw["search"].slice(0, 200) : "";
  const service = typeof raw["service"] === "string" ? raw["service"] : "";
  return {
    ...(view === undefined || view === "open" ? {} : { view }),
    ...(search === "" ? {} : { search }),
    ...(service === "" ? {} : { service }),
  };
}

const statuses = { open: "open", held: "firing", acknowledged: "acknowledged", ended: "resolved" } as const;

/** The address of the API that answers it. */
export function alertsPath({ view = "open", search, service }: AlertsSearch): string {
  const query = new URLSearchParams({ status: statuses[view], limit: "100" });
  if (search !== undefined) query.set("search", search);
  if (service !== undefined) query.set("serviceId", service);
  return `/api/v1/alerts?${query.toString()}`;
}
