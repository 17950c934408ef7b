interface Told {
  code: string;
  outcome: string;
  details: Record<string, unknown>;
}

/** Tell of the incident that a group is in without naming it. */
const unnamed: readonly string[] = ["group.joined-incident", "incident.ended", "incident.merged", "incident.in-hand", "incident.already-paging"];

/** Says that somebody was left in peace, and nothing of an incident. */
export const heldElsewhere = "held.elsewhere";

/** Decisions as somebody reads them who may not know of these incidents: that something was held back stays. */
export function conceal<Decision extends Told>(decisions: readonly Decision[], hidden: ReadonlySet<string>, isGroupHidden: boolean): Decision[] {
  const names = ({ details }: Told) => hidden.has(String(details["incidentId"] ?? ""));
  const isAbout = isGroupHidden || decisions.some(names);
  return decisions.flatMap((decision) => {
    if (!names(decision) && !(isAbout && unnamed.includes(decision.code))) return [decision];
    return decision.outcome === "held" ? [{ ...decision, code: heldElsewhere, details: {} }] : [];
  });
}
