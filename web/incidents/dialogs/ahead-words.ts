import type { StaffingView } from "../../../server/features/incidents/workstream.contract.ts";
import { timeOfDay } from "../../design/wording.ts";
import { listWords } from "../room-words.ts";

type Span = StaffingView["spans"][number];

const reasons = { holds: "holds it now", "on-call": "is on call then", awake: "has the most of the day left", nobody: "" } as const;
const own = { holds: "hold it now", "on-call": "are on call then", awake: "have the most of the day left", nobody: "" } as const;

/** Why it is them, and until when on their own clock; of a gap who would be woken. */
export function spanAheadWords({ person, because, to, timezone, onCall }: Span, { isPlanned, me }: { isPlanned: boolean; me: string | null }): string {
  if (person === null) return onCall.length === 0 ? "and nobody is on call" : `${listWords(onCall.map(({ name }) => name))} ${onCall.length === 1 ? "is" : "are"} on call and would be woken`;
  const local = timezone === null ? "" : `, until ${timeOfDay(Date.parse(to), timezone)} in ${timezone.split("/").at(-1)?.replaceAll("_", " ") ?? timezone}`;
  return `${isPlanned ? "planned; " : ""}${(person.id === me ? own : reasons)[because]}${local}`;
}
