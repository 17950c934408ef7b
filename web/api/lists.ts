import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type ApiProblem, get, type List } from "./client.ts";
import type { Topic } from "./queries.ts";

export interface Listed<Item> {
  items: readonly Item[];
  /** Nothing was read yet. */
  isLoading: boolean;
  /** What is shown answers an earlier question. */
  isStale: boolean;
  hasMore: boolean;
  /** How many answers were read; one may hold nothing, and still lead on. */
  pages: number;
  error: ApiProblem | null;
  readMore: () => void;
  retry: () => void;
}

function withCursor(path: string, cursor: string | null): string {
  if (cursor === null) return path;
  return `${path}${path.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(cursor)}`;
}

/** Reads a list from its beginning, and on by its cursor as more is wanted. */
export function useList<Item>(topic: Topic, path: string): Listed<Item> {
  const query = useInfiniteQuery({
    queryKey: [topic, path, "list"],
    queryFn: ({ signal, pageParam }) => get<List<Item>>(withCursor(path, pageParam), signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page: List<Item>) => page.next,
    placeholderData: keepPreviousData,
  });
  const items = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return {
    items,
    isLoading: query.isPending,
    isStale: query.isPlaceholderData,
    hasMore: query.hasNextPage,
    pages: query.data?.pages.length ?? 0,
    error: query.data === undefined ? (query.error as ApiProblem | null) : null,
    readMore: () => void (query.isFetchingNextPage || query.fetchNextPage()),
    retry: () => void query.refetch(),
  };
}
