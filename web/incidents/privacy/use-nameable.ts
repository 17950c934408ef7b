import type { AudienceView } from "../../../server/features/communications/contract.ts";
import type { PersonView, TeamView } from "../../../server/features/directory/contract.ts";
import type { List } from "../../api/client.ts";
import { useAddress } from "../../api/queries.ts";
import { nameableGroups, type Nameable } from "./privacy-words.ts";

/** Whom one can name in a private incident, and what each means. */
export function useNameable() {
  const people = useAddress<List<PersonView>>("people", "/api/v1/people?limit=500").data?.items ?? [];
  const teams = useAddress<List<TeamView>>("people", "/api/v1/teams?limit=500").data?.items ?? [];
  const audiences = useAddress<List<AudienceView>>("settings", "/api/v1/audiences?limit=500").data?.items ?? [];
  const all: Nameable[] = [
    ...people.map(({ id, name }): Nameable => ({ who: `person/${id}`, name, kind: "person", people: [name] })),
    ...teams.map(({ id, name, manager, members }): Nameable => ({ who: `team/${id}`, name, kind: "team", people: [...new Set([...(manager ? [manager.name] : []), ...members.map((one) => one.name)])] })),
    ...audiences.map(({ id, name }): Nameable => ({ who: `audience/${id}`, name, kind: "audience", people: [] })),
  ];
  return { all, groups: nameableGroups(all) };
}
