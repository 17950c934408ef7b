import { useMemo } from "react";
import type { PersonView, ServiceView, TeamView } from "../../server/features/directory/contract.ts";
import type { OnCallView } from "../../server/features/on-call/contract.ts";
import type { ChannelsView } from "../../server/features/paging/contract.ts";
import type { List } from "../api/client.ts";
import { useAddress } from "../api/queries.ts";
import { type Channel, channelNames, type Usable } from "./directory-words.ts";

/** Everybody. */
export function usePeople() {
  return useAddress<List<PersonView>>("people", "/api/v1/people?limit=500");
}

const allChannels: Usable = new Set(Object.keys(channelNames) as Channel[]);

/** The means by which this installation can send; until that is known, all. */
export function useUsableChannels(): Usable {
  const { data } = useAddress<ChannelsView>("settings", "/api/v1/channels");
  return useMemo(() => (data === undefined ? allChannels : new Set(data.usable)), [data]);
}

/** One person. */
export function usePerson(id: string) {
  return useAddress<PersonView>("people", `/api/v1/people/${encodeURIComponent(id)}`);
}

/** All teams. */
export function useTeams() {
  return useAddress<List<TeamView>>("people", "/api/v1/teams?limit=500");
}

/** All services. */
export function useServices() {
  return useAddress<List<ServiceView>>("services", "/api/v1/services?limit=500");
}

/** One service. */
export function useService(id: string) {
  return useAddress<ServiceView>("services", `/api/v1/services/${encodeURIComponent(id)}`);
}

/** Who is on call now, by schedule. */
export function useOnCallNow() {
  return useAddress<List<OnCallView>>("on-call", "/api/v1/on-call?limit=500", { every: 60_000 });
}
