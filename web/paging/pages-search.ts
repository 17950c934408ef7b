export const pageStatuses = ["due", "sent", "failed", "answered", "withdrawn", "held-back"] as const;
export type PageStatus = (typeof pageStatuses)[number];

/** How the list of pages is narrowed. */
export interface PagesSearch {
  status?: PageStatus;
  person?: string;
}

/** Reads the address; what it does not know it leaves out. */
export function readPagesSearch(raw: Record<string, unknown>): PagesSearch {
  const status = pageStatuses.find((known) => known === raw["status"]);
  const person = typeof raw["person"] === "string" ? raw["person"] : "";
  return { ...(status === undefined ? {} : { status }), ...(person === "" ? {} : { person }) };
}

/** The address of the API that answers it. */
export function pagesPath({ status, person }: PagesSearch): string {
  const query = new URLSearchParams({ limit: "50" });
  if (status !== undefined) query.set("status", status);
  if (person !== undefined) query.set("personId", person);
  return `/api/v1/pages?${query.toString()}`;
}
