import type { Tx } from "../../platform/database/database.ts";
import type { SubjectStory } from "../paging/index.ts";
import { readProcess } from "../process/index.ts";
import { refOf } from "./incident-ref.rules.ts";
import { commanderOf, type IncidentState } from "./incident.state.rules.ts";

interface Row {
  id: string;
  number: number;
  title: string | null;
  services: string[] | null;
  state: IncidentState;
}

/** What pages tell of incidents, by id. */
export async function readIncidentStories(tx: Tx, incidentIds: readonly string[]): Promise<Map<string, SubjectStory>> {
  const rows = await tx.rows<Row>(
    `select incident.id, number, content.body as title, stream_head.state,
       (select array_agg(service.name order by service.place) from service where service.id = any(incident.service_ids)) as services
     from incident join content on content.id = incident.title_id join stream_head on stream_head.stream_id = 'incident/' || incident.id
     where incident.id = any($1::uuid[])`,
    [incidentIds],
  );
  const stories = new Map<string, SubjectStory>();
  for (const row of rows) stories.set(row.id, await tell(tx, row));
  return stories;
}

async function tell(tx: Tx, { number, title, services, state }: Row): Promise<SubjectStory> {
  const { process } = await readProcess(tx, state.processVersion);
  const commander = commanderOf(state);
  const person = commander && (await tx.first<{ name: string }>("select name from person where id = $1", [commander.personId]));
  return {
    ref: refOf(number),
    title: title ?? "An incident whose title was taken out",
    severity: severityWord(process.severities.findIndex(({ id }) => id === state.severity)),
    severityName: process.severities.find(({ id }) => id === state.severity)?.name ?? null,
    serviceName: services?.join(", ") ?? null,
    since: state.declaredAt,
    commanderName: person?.name ?? commander?.personId ?? null,
  };
}

/** The page's own ramp has four steps; the organization's severities are laid onto it, the worst first. */
function severityWord(rank: number): SubjectStory["severity"] {
  if (rank === -1) return "high";
  return rank <= 1 ? "critical" : rank === 2 ? "high" : "warning";
}
