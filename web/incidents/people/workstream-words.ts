import type { IncidentDetail } from "../../../server/features/incidents/contract.ts";
import { spanWords } from "../../design/wording.ts";
import { countOf, firstName } from "../room-words.ts";

type Workstream = IncidentDetail["workstreams"][number];
type Person = Workstream["lead"];

/** How often a lead may tell the commander. */
export const rhythms = [
  { value: "15m", label: "every 15 minutes" },
  { value: "30m", label: "every 30 minutes" },
  { value: "1h", label: "every hour" },
  { value: "none", label: "when there is something to say" },
];

/** One of the rhythms as it is sent. */
export function everyOf(rhythm: string): string | null {
  return rhythm === "none" ? null : rhythm;
}

/** Who leads it, how often they tell the commander, and how much is to be done: `Chidi leads, tells Grete every 30 min, 2 tasks`. */
export function leadWords({ lead, everySeconds }: Workstream, { me, commander, open }: { me: string | null; commander: Person; open: number }): string {
  const isMe = lead.id === me;
  const to = commander.id === me ? "you" : firstName(commander.name);
  const tells = everySeconds === null || lead.id === commander.id ? "" : `${isMe ? "tell" : "tells"} ${to} every ${spanWords(everySeconds * 1_000)}`;
  return [`${isMe ? "You lead" : `${lead.name} leads`}`, tells, open === 0 ? "" : countOf(open, "task")].filter((words) => words !== "").join(", ");
}
