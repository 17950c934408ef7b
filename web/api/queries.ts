import { keepPreviousData, MutationCache, QueryCache, QueryClient, useMutation, useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { ApiProblem, command, get, isPassing } from "./client.ts";

/** What a screen shows changes when something of its topic happens; the address itself is the key. */
export type Topic = "incidents" | "timeline" | "alerts" | "pages" | "on-call" | "people" | "services" | "sources" | "settings" | "session";

/** Keeps what was read. Where the server says that nobody is signed in, who is signed in is asked again. */
export function createQueryClient(): QueryClient {
  const heed = (error: Error) => {
    if (error instanceof ApiProblem && error.code === "not-signed-in") void client.invalidateQueries({ queryKey: ["session"] });
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: heed }),
    mutationCache: new MutationCache({ onError: heed }),
    // Without a network a request shall fail and say so, not wait in silence.
    defaultOptions: {
      queries: { staleTime: 15_000, retry: (count, error) => count < 3 && isPassing(error), refetchOnWindowFocus: true, networkMode: "always" },
      mutations: { networkMode: "always" },
    },
  });
  return client;
}

export interface Reading {
  /** The answer to the question before stays until the next one is there: for what is typed. */
  keepsLast?: boolean;
  /** Read again after so many milliseconds at the latest: for what changes with time alone. */
  every?: number | undefined;
}

/** Reads an address and keeps it fresh while shown. */
export function useAddress<Answer>(topic: Topic, path: string | null, { keepsLast = false, every }: Reading = {}): UseQueryResult<Answer, ApiProblem> {
  return useQuery<Answer, ApiProblem>({
    queryKey: [topic, path],
    queryFn: ({ signal }) => get<Answer>(path ?? "", signal),
    enabled: path !== null,
    refetchInterval: every ?? false,
    ...(keepsLast ? { placeholderData: keepPreviousData } : {}),
  });
}

export interface Commanded<Body> {
  method?: "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  body?: Body;
}

/** A command by a person; what it may have changed is read again. */
export function useCommand<Answer = unknown, Body extends object | string = object>(...topics: Topic[]) {
  const client = useQueryClient();
  return useMutation<Answer, ApiProblem, Commanded<Body>>({
    mutationFn: ({ method = "POST", path, body }) => command<Answer>(method, path, body),
    onSettled: () => Promise.all(topics.map((topic) => client.invalidateQueries({ queryKey: [topic] }))),
  });
}
