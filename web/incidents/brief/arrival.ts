import type { IncidentDetail } from "../../../server/features/incidents/contract.ts";

type Participant = IncidentDetail["participants"][number];

/** Who was there within these minutes saw it begin and needs no brief. */
const fromTheBeginning = 10 * 60_000;

/** Whether somebody came in late and has not read the brief since. */
export function isUnbriefed({ since, standing, briefedAt }: Participant, declaredAt: string): boolean {
  if (standing !== "in" && standing !== "observes") return false;
  return briefedAt === null && Date.parse(since) - Date.parse(declaredAt) > fromTheBeginning;
}

/** How the reader stands: not in it yet, in it without having read the brief, or neither. */
export function arrivalOf({ participants, declaredAt }: Pick<IncidentDetail, "participants" | "declaredAt">, me: string | null): "outside" | "unbriefed" | null {
  if (me === null) return null;
  const mine = participants.find(({ id }) => id === me);
  if (mine === undefined || (mine.standing !== "in" && mine.standing !== "observes")) return "outside";
  return isUnbriefed(mine, declaredAt) ? "unbriefed" : null;
}
