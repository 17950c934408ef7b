/** Where the evidence of an incident is taken: as the signed file, or as a page for paper. */
export function evidenceAddress(incidentRef: string, format: "json" | "html"): string {
  return `/api/v1/incidents/${encodeURIComponent(incidentRef)}/evidence-pack?format=${format}`;
}
