import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import type { DraftState, ProcessFindingView, ProcessReading, ProcessVersionView, TemplateView } from "../../server/features/process/draft.contract.ts";
import { type ApiProblem, ask, type List } from "../api/client.ts";
import { useAddress, useCommand } from "../api/queries.ts";
import type { ProcessSearch } from "./process-search.ts";

export const draftPath = "/api/v1/process/draft";
const typingPause = 400;

/** Everything that the screen of the process shows: the versions, the draft, and the version that is read. */
export function useProcess({ version, against }: ProcessSearch) {
  const versions = useAddress<List<ProcessVersionView>>("settings", "/api/v1/process/versions?limit=100");
  const draft = useAddress<DraftState>("settings", `${draftPath}${against === undefined || version !== undefined ? "" : `?against=${against}`}`, { keepsLast: true });
  const open = draft.data?.draft ?? null;
  const isDraft = version === undefined && open !== null;
  const hasVersion = (versions.data?.items.length ?? 0) > 0;
  const name = version ?? "in-force";
  const reading = useAddress<ProcessReading>("settings", draft.data === undefined || isDraft || !hasVersion ? null : `/api/v1/process/versions/${name}${against === undefined ? "" : `?against=${against}`}`, { keepsLast: true });
  const problem = versions.error ?? draft.error ?? (isDraft ? null : reading.error);
  const retry = () => void Promise.all([versions.refetch(), draft.refetch(), reading.refetch()]);
  return {
    versions: versions.data?.items,
    draft: isDraft ? open : null,
    hasDraft: open !== null,
    discarded: draft.data?.discarded ?? null,
    reading: isDraft ? undefined : reading.data,
    problem,
    retry,
  };
}

/** Commands about the draft; each answers what it is then. */
export function useDraftCommand() {
  return useCommand<DraftState>("settings");
}

export function useTemplates(isWanted: boolean) {
  return useAddress<List<TemplateView>>("settings", isWanted ? "/api/v1/process/templates" : null);
}

/** What is found in a text as it is typed; nothing is kept. */
export function useCheckedText(text: string) {
  const [settled] = useDebouncedValue(text, typingPause);
  const { data, error, isFetching } = useQuery<{ findings: ProcessFindingView[] }, ApiProblem>({
    queryKey: ["settings", "process checked", settled],
    queryFn: ({ signal }) => ask("/api/v1/process/check", { text: settled }, signal),
    gcTime: 0,
  });
  return { findings: data?.findings ?? [], isCurrent: settled === text && !isFetching && data !== undefined, problem: error };
}
