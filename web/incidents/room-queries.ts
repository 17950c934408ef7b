import type { OwedView } from "../../server/features/communications/contract.ts";
import type { IncidentDetail } from "../../server/features/incidents/contract.ts";
import type { ApiProblem, List } from "../api/client.ts";
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

/** What is done once the answer is there. */
interface Heard<Answer> {
  onSuccess?: (answer: Answer) => void;
  onError?: (problem: ApiProblem) => void;
}

/** A command about this incident; `to` goes on behind the incident's own address, and is empty for that itself. */
export function useRoomCommand<Answer = unknown>() {
  const { path } = useRoom();
  const { mutateAsync, isPending, error, reset } = useCommand<Answer>("incidents", "timeline");
  interface Wish {
    method?: "POST" | "PUT" | "PATCH" | "DELETE";
    to: string;
    body?: object;
  }
  const commanded = ({ to, ...wish }: Wish) => ({ ...wish, path: to === "" ? path : `${path}/${to}` });
  return {
    // By its promise: the news of it often takes away what was pressed before the answer is there, and the answer must be told all the same.
    run: (wish: Wish, { onSuccess, onError }: Heard<Answer> = {}) => void mutateAsync(commanded(wish)).then(onSuccess, (problem: ApiProblem) => onError?.(problem)),
    runAsync: (wish: Wish) => mutateAsync(commanded(wish)),
    isPending,
    error,
    reset,
  };
}
