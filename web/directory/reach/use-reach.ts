import type { ReachView } from "../../../server/features/directory/reach.contract.ts";
import { useAddress, useCommand } from "../../api/queries.ts";
import { useOfNow } from "../../design/NowProvider.tsx";
import { isWaiting } from "./reach-words.ts";

const soon = 2_000;

/** How somebody is reached; while a code or a test is on its way it is looked at often. */
export function useReach(personId: string | null) {
  const path = personId === null ? null : `/api/v1/people/${encodeURIComponent(personId)}/reach`;
  const seen = useAddress<ReachView>("people", path);
  const isSoon = useOfNow((now) => seen.data !== undefined && isWaiting(seen.data, now));
  return useAddress<ReachView>("people", path, { every: isSoon ? soon : undefined });
}

/** A command about the means of somebody, by its path below them. */
export function useReachCommand(personId: string) {
  const { mutateAsync, mutate, isPending, error, reset } = useCommand<unknown>("people");
  const at = (path: string) => `/api/v1/people/${encodeURIComponent(personId)}/${path}`;
  return {
    isPending,
    problem: error,
    reset,
    send: (method: "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: object) => mutateAsync({ method, path: at(path), ...(body === undefined ? {} : { body }) }),
    /** The same where nothing follows from it: what is refused stands in `problem`. */
    tell: (method: "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: object) => mutate({ method, path: at(path), ...(body === undefined ? {} : { body }) }),
  };
}
