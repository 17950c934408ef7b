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

const asked: Readonly<Record<AlertViewId, Record<string, string>>> = {
  open: { status: "open" },
  held: { status: "firing", isHeldBack: "true" },
  acknowledged: { status: "acknowledged" },
  ended: { status: "resolved" },
};

function narrowing({ search, service }: AlertsSearch): Record<string, string> {
  return { ...(search === undefined ? {} : { search }), ...(service === undefined ? {} : { serviceId: service }) };
}

/** The address of the API that answers it. */
export function alertsPath(search: AlertsSearch): string {
  const query = new URLSearchParams({ ...asked[search.view ?? "open"], limit: "100", ...narrowing(search) });
  return `/api/v1/alerts?${query.toString()}`;
}

/** The address that counts the open alerts among which the list is a view. */
export function alertCountsPath(search: AlertsSearch): string {
  const query = new URLSearchParams(narrowing(search)).toString();
  return `/api/v1/alerts/counts${query === "" ? "" : `?${query}`}`;
}
