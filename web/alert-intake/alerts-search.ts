import { type StandingView, standingViews } from "../../server/features/alert-intake/alert-view.rules.ts";

export type AlertViewId = StandingView;

/** What the address of the list says: which view, and how it is narrowed. */
export interface AlertsSearch {
  view?: AlertViewId;
  search?: string;
  service?: string;
  /** The view that somebody kept and that was opened; the filters may differ from it since. */
  saved?: string;
}

const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads the address; what it does not know it leaves out. */
export function readAlertsSearch(raw: Record<string, unknown>): AlertsSearch {
  const view = standingViews.find((known) => known === raw["view"]);
  const search = typeof raw["search"] === "string" ? raw["search"].slice(0, 200) : "";
  const service = typeof raw["service"] === "string" ? raw["service"] : "";
  const saved = typeof raw["saved"] === "string" && id.test(raw["saved"]) ? raw["saved"] : "";
  return {
    ...(view === undefined || view === "open" ? {} : { view }),
    ...(search === "" ? {} : { search }),
    ...(service === "" ? {} : { service }),
    ...(saved === "" ? {} : { saved }),
  };
}

/** The filters as they are kept: the address without which kept view was opened. */
export function filtersOf({ view, search, service }: AlertsSearch): string {
  const named = { ...(view === undefined || view === "open" ? {} : { view }), ...(search ? { search } : {}), ...(service ? { service } : {}) };
  return new URLSearchParams(named).toString();
}

/** What the address says while a kept view is open. */
export function searchOfView({ id: saved, filters }: { id: string; filters: string }): AlertsSearch {
  return { ...readAlertsSearch(Object.fromEntries(new URLSearchParams(filters))), saved };
}

const asked: Readonly<Record<AlertViewId, Record<string, string>>> = {
  open: { status: "open" },
  mine: { status: "open", ownerId: "me" },
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
