import { useQuery } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import type { EntryView } from "../../../server/features/incidents/timeline.contract.ts";
import { type ApiProblem, get, type List } from "../../api/client.ts";
import { useRoom } from "../room-context.tsx";
import { TimelineBook, type TimelinePages } from "./timeline-book.ts";

export type Show = "all" | "people" | "decisions" | "key";

/** So many are read without being asked for; on one bar of signal the rest waits for who scrolls there. */
const mostAtLeisure = 2_000;
const leisure = 700;

function openBook(path: string, show: Show): TimelineBook {
  const address = `${path}/timeline?order=newest&show=${show}`;
  const read = (cursor: string | null, limit: number) => get<List<EntryView>>(`${address}&limit=${limit}${cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`}`);
  return new TimelineBook({ read, isWhole: show === "all" });
}

export interface Timeline extends TimelinePages {
  error: ApiProblem | null;
  readOlder: () => void;
  refresh: () => Promise<void>;
}

/** The timeline as far as it was read; it stays true by itself. */
export function useTimeline(show: Show): Timeline {
  const { path, incident } = useRoom();
  const [books] = useState(() => new Map<Show, TimelineBook>());
  const book = books.get(show) ?? openBook(path, show);
  books.set(show, book);
  const pages = useSyncExternalStore(book.subscribe, book.now);
  const { error } = useQuery<null, ApiProblem>({
    queryKey: ["timeline", path, show],
    queryFn: () => book.refresh().then(() => null),
    staleTime: 0,
    gcTime: 0,
  });
  useEffect(() => void book.heed(incident.entries).catch(() => undefined), [book, incident.entries]);
  const readOlder = () => void book.readOlder().catch(() => undefined);
  useReadAtLeisure(pages, readOlder);
  return { ...pages, error, readOlder, refresh: () => book.refresh() };
}

function useReadAtLeisure({ entries, hasOlder, isReadingOlder }: TimelinePages, readOlder: () => void): void {
  const isWanted = hasOlder && !isReadingOlder && entries.length < mostAtLeisure;
  useEffect(() => {
    if (!isWanted) return undefined;
    const timer = setTimeout(readOlder, leisure);
    return () => clearTimeout(timer);
  }, [isWanted, entries.length]);
}
