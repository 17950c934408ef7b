import type { Tx } from "../../platform/database/database.ts";
import { readServices, readTeamMembers, readTeams } from "../directory/index.ts";
import { incidentStream, type IncidentState } from "../incidents/index.ts";
import { commandersOf, findApprovers, type Approvers, type CommandFact, type Team } from "./approver.rules.ts";

/** Who approves the retrospective of an incident, by who manages whom now and who commanded then. */
export async function readApprovers(tx: Tx, incidentId: string, { serviceIds, holders }: IncidentState, approvedBy: string): Promise<Approvers> {
  const teams = await readWholeTeams(tx);
  const teamOf = new Map((await readServices(tx)).map(({ id, team_id }) => [id, team_id]));
  const hitTeams = serviceIds.flatMap((id) => teams.find((team) => team.id === teamOf.get(id)) ?? []);
  const commanders = commandersOf(await readCommandFacts(tx, incidentId));
  return findApprovers({ approvedBy, hitTeams, teams, holders, commanders, managers: await readManagers(tx) });
}

async function readWholeTeams(tx: Tx): Promise<Team[]> {
  const teams = await readTeams(tx);
  const members = await readTeamMembers(tx, teams.map(({ id }) => id));
  return teams.map(({ id, manager_id }) => ({ id, managerId: manager_id, memberIds: members.get(id) ?? [] }));
}

async function readManagers(tx: Tx): Promise<Set<string>> {
  const rows = await tx.rows<{ person_id: string }>("select person_id from account where role in ('manager', 'administrator') and disabled_at is null");
  return new Set(rows.map(({ person_id }) => person_id));
}

async function readCommandFacts(tx: Tx, incidentId: string): Promise<CommandFact[]> {
  const types: CommandFact["type"][] = ["incident declared", "role taken", "handover offered", "handover accepted"];
  return tx.rows<CommandFact>("select type, data from event_log where stream_id = $1 and type = any($2) order by version", [incidentStream(incidentId), types]);
}
