export const incidentViews = ["running", "ended", "all"] as const;
export type IncidentViewId = (typeof incidentViews)[number];

/** What the address of the list says: which view, and how it is narrowed. */
export interface IncidentsSearch {
  view?: IncidentViewId;
  search?: string;
  service?: string;
  severity?: string;
}

/** Reads the address; what it does not know it leaves out. */
export function readIncidentsSearch(raw: Record<string, unknown>): IncidentsSearch {
  const view = incidentViews.find((known) => known === raw["view"]);
  const textOf = (name: string) => (typeof raw[name] === "string" ? raw[name].slice(0, 200) : "");
  const [search, service, severity] = [textOf("search"), textOf("service"), textOf("severity")];
  return {
    ...(view === undefined || view === "running" ? {} : { view }),
    ...(search === "" ? {} : { search }),
    ...(service === "" ? {} : { service }),
    ...(severity === "" ? {} : { severity }),
  };
}

/** Everything that people work on now. */
export const runningPath = "/api/v1/incidents?status=running&limit=100";

/** The address of the API that answers it. */
export function incidentsPath({ view = "running", search, service, severity }: IncidentsSearch): string {
  const query = new URLSearchParams({ status: view, limit: "50" });
  if (search !== undefined) query.set("search", search);
  if (service !== undefined) query.set("serviceId", service);
  if (severity !== undefined) query.set("severity", severity);
  return `/api/v1/incidents?${query.toString()}`;
}
