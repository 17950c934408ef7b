import type { OwedView } from "../../server/features/communications/contract.ts";
import type { IncidentDetail } from "../../server/features/incidents/contract.ts";
import type { List } from "../api/client.ts";
import { useAddress, useCommand } from "../api/queries.ts";
import { useRoom } from "./room-context.tsx";

/** Where the addresses of an incident begin. */
export function incidentPath(ref: string): string {
  return `/api/v1/incidents/${encodeURIComponent(ref)}`;
}

/** The incident with everything its room shows beside the timeline. */
export function useIncident(ref: string) {
  return useAddress<IncidentDetail>("incidents", incidentPath(ref));
}

/** Becoming late is told by no event. */
const owedEvery = 60_000;

/** Who owes whom which news in this incident, soonest first. */
export function useOwed() {
  const { path } = useRoom();
  return useAddress<List<OwedView>>("incidents", `${path}/owed`, { every: owedEvery });
}

/** A command about this incident; `path` goes on behind the incident's own. */
export function useRoomCommand<Answer = unknown>() {
  const { path } = useRoom();
  const { mutate, mutateAsync, isPending, error, reset } = useCommand<Answer>("incidents", "timeline");
  type Options = Parameters<typeof mutate>[1];
  interface Wish {
    method?: "POST" | "PUT" | "PATCH" | "DELETE";
    to: string;
    body?: object;
  }
  const commanded = ({ to, ...wish }: Wish) => ({ ...wish, path: `${path}/${to}` });
  return {
    run: (wish: Wish, options?: Options) => mutate(commanded(wish), options),
    runAsync: (wish: Wish) => mutateAsync(commanded(wish)),
    isPending,
    error,
    reset,
  };
}
