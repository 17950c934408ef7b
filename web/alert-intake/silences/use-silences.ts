import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { AlertView, SourceView } from "../../../server/features/alert-intake/contract.ts";
import type { SilenceCover, SilenceView, SilenceWish } from "../../../server/features/alert-intake/silence.contract.ts";
import { type ApiProblem, command, type List } from "../../api/client.ts";
import { useAddress, useCommand } from "../../api/queries.ts";
import { toast } from "../../design/toasts.ts";
import { fullMomentWords } from "../../design/wording.ts";
import type { NamedService } from "../AlertFilters.tsx";
import { type Suggestions, suggestionsFrom } from "./matcher-suggestions.ts";
import type { MatcherView } from "./silence-words.ts";
import type { SilenceViewId } from "./silences-search.ts";

const paths: Readonly<Record<SilenceViewId, string>> = { current: "/api/v1/silences?state=live&limit=500", over: "/api/v1/silences?state=over&limit=100" };

/** What is silenced; read again by itself, since it begins and ends with time alone. */
export function useSilences(view: SilenceViewId) {
  return useAddress<List<SilenceView>>("alerts", paths[view], { every: 30_000 });
}

function savedWords({ kind, state, next, endsAt }: SilenceView): string {
  const until = fullMomentWords(Date.parse(endsAt));
  if (state === "planned" && next !== null) return `Planned: nobody is paged for it from ${fullMomentWords(Date.parse(next.from))} on`;
  return `${kind === "silence" ? "Silenced" : "In maintenance"} until ${until}`;
}

/** Makes, changes and ends silences, and says how it went. */
export function useSilenceDeeds() {
  const saving = useCommand<SilenceView, SilenceWish>("alerts", "pages");
  const ending = useCommand<SilenceView>("alerts", "pages");
  const save = async (id: string | null, wish: SilenceWish) => {
    const saved = await saving.mutateAsync(id === null ? { path: "/api/v1/silences", body: wish } : { method: "PUT", path: `/api/v1/silences/${id}`, body: wish });
    toast(savedWords(saved));
  };
  const end = async (id: string) => {
    await ending.mutateAsync({ path: `/api/v1/silences/${id}/end` });
    toast("It has ended: what still fires pages");
  };
  return { save, saving, end, ending };
}

export interface Cover {
  cover: SilenceCover | undefined;
  problem: ApiProblem | null;
  /** The answer is to what is asked now, not to what was typed before. */
  isCurrent: boolean;
}

/** What matchers would hold back now, asked anew after a pause in typing. */
export function useCover(matchers: readonly MatcherView[] | null): Cover {
  const asked = matchers === null ? null : JSON.stringify({ matchers });
  const [settled] = useDebouncedValue(asked, 300);
  const query = useQuery<SilenceCover, ApiProblem>({
    queryKey: ["silence-cover", settled],
    queryFn: () => command<SilenceCover>("POST", "/api/v1/silences/preview", JSON.parse(settled ?? "{}") as object),
    enabled: settled !== null,
    retry: false,
    gcTime: 0,
    placeholderData: keepPreviousData,
  });
  if (asked === null) return { cover: undefined, problem: null, isCurrent: false };
  const isSettled = settled === asked;
  return { cover: query.error ? undefined : query.data, problem: isSettled ? query.error : null, isCurrent: isSettled && query.isSuccess && !query.isPlaceholderData };
}

/** What can be asked of an alert, gathered from the alert at hand, the services, the sources and what is open. */
export function useSuggestions(alert: { labels: Readonly<Record<string, string>>; title: string } | undefined): Suggestions {
  const services = useAddress<List<NamedService>>("services", "/api/v1/services?limit=500");
  const sources = useAddress<List<SourceView>>("sources", "/api/v1/sources?limit=500");
  const open = useAddress<List<AlertView>>("alerts", "/api/v1/alerts?status=open&limit=100");
  return suggestionsFrom({
    labels: alert?.labels ?? {},
    title: alert?.title ?? null,
    services: services.data?.items.map(({ id }) => id) ?? [],
    sources: sources.data?.items.map(({ id }) => id) ?? [],
    titles: open.data?.items.map(({ title }) => title) ?? [],
  });
}
