import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import type { AlertCounts } from "../../server/features/alert-intake/contract.ts";
import type { OnCallView } from "../../server/features/on-call/contract.ts";
import type { IncidentView } from "../../server/features/incidents/contract.ts";
import type { PageView } from "../../server/features/paging/contract.ts";
import { alertCountsPath } from "../alert-intake/alerts-search.ts";
import type { List } from "../api/client.ts";
import { useAddress } from "../api/queries.ts";
import { signOut, useSignedIn } from "../api/session.ts";
import { connection, followStream } from "../api/stream.ts";
import { toast } from "../design/toasts.ts";
import { runningPath } from "../incidents/list/incidents-search.ts";
import { isOpen } from "../paging/attempts.ts";
import { bySubject } from "../paging/pages-lede.ts";
import type { PlaceCounts, ShellSource, SignedIn } from "./types.ts";
import { useFinding } from "./use-finding.tsx";

export const onCallPath = "/api/v1/on-call?limit=500";

/** A hand-over comes with the clock, and no event tells of it. */
export const onCallEvery = 60_000;

/** The pages of one person, the newest first. */
export function pagesPathOf(personId: string): string {
  return `/api/v1/pages?personId=${encodeURIComponent(personId)}&limit=100`;
}

function usePerson(): SignedIn | null {
  const session = useSignedIn();
  const { data: onCall } = useAddress<List<OnCallView>>("on-call", session === null ? null : onCallPath, { every: onCallEvery });
  if (session === null) return null;
  const duty = dutyOf(session.personId, onCall?.items ?? []);
  return { name: session.name, ...(duty === undefined ? {} : { onDuty: duty }) };
}

/** What somebody is on call for now, and until when the first of it lasts. */
export function dutyOf(personId: string | null, onCall: readonly OnCallView[]): SignedIn["onDuty"] {
  const turns = onCall.flatMap(({ scheduleName, people }) => people.filter((person) => person.personId === personId).map(({ until }) => ({ scheduleName, until })));
  if (turns.length === 0) return undefined;
  const ends = turns.flatMap(({ until }) => (until === null ? [] : [Date.parse(until)]));
  return { schedule: turns.map(({ scheduleName }) => scheduleName).join(", "), until: ends.length === 0 ? undefined : Math.min(...ends) };
}

function useCounts(): PlaceCounts {
  const session = useSignedIn();
  const personId = session?.personId ?? null;
  const alerts = useAddress<AlertCounts>("alerts", session === null ? null : alertCountsPath({}));
  const pages = useAddress<List<PageView>>("pages", personId === null ? null : pagesPathOf(personId));
  const incidents = useAddress<List<IncidentView>>("incidents", session === null ? null : runningPath);
  return { incidents: incidents.data?.items.length ?? 0, alerts: alerts.data?.open ?? 0, pages: bySubject((pages.data?.items ?? []).filter(isOpen)).length };
}

function useConnection() {
  const queries = useQueryClient();
  useEffect(() => followStream(queries), [queries]);
  return useSyncExternalStore(connection.subscribe, connection.now);
}

/** The shell over the server: who is signed in, what is counted, whether news comes, and what can be found. */
export function createLiveSource(queries: QueryClient): ShellSource {
  return {
    useSignedIn: usePerson,
    useCounts,
    useConnection,
    useFinding,
    signOut: () => void signOut(queries).catch((problem: Error) => void toast(problem.message)),
  };
}
