import type { IncidentDetail } from "../../../server/features/incidents/contract.ts";
import { spanWords } from "../../design/wording.ts";
import { countOf, firstName } from "../room-words.ts";

type Workstream = IncidentDetail["workstreams"][number];
type Person = Workstream["lead"];

/** Who leads it, how often they tell the commander, and how much is to be done: `Chidi leads, tells Grete every 30 min, 2 tasks`. */
export function leadWords({ lead, everySeconds }: Workstream, { me, commander, open }: { me: string | null; commander: Person; open: number }): string {
  const isMe = lead.id === me;
  const to = commander.id === me ? "you" : firstName(commander.name);
  const tells = everySeconds === null || lead.id === commander.id ? "" : `${isMe ? "tell" : "tells"} ${to} every ${spanWords(everySeconds * 1_000)}`;
  return [`${isMe ? "You lead" : `${lead.name} leads`}`, tells, open === 0 ? "" : countOf(open, "task")].filter((words) => words !== "").join(", ");
}
