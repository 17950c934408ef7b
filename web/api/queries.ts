import { QueryClient, useMutation, useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { ApiProblem, command, get } from "./client.ts";

/** What a screen shows changes when something of its topic happens; the address itself is the key. */
export type Topic = "alerts" | "pages" | "on-call" | "people" | "services" | "sources" | "settings" | "session";

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { staleTime: 15_000, retry: (count, error) => count < 3 && isPassing(error), refetchOnWindowFocus: true } },
  });
}

function isPassing(error: Error): boolean {
  return error instanceof ApiProblem && (error.status === 0 || error.status === 503);
}

/** Reads an address and keeps it fresh while shown. */
export function useAddress<Answer>(topic: Topic, path: string | null): UseQueryResult<Answer, ApiProblem> {
  return useQuery<Answer, ApiProblem>({ queryKey: [topic, path], queryFn: ({ signal }) => get<Answer>(path ?? "", signal), enabled: path !== null });
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
