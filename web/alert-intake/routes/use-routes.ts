import { useDebouncedValue } from "@mantine/hooks";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { RouteTrial, RouteTrialOutcome } from "../../../server/features/alert-intake/route-trial.contract.ts";
import type { ChangesView, ChangeView, ConfigurationEntryView } from "../../../server/platform/config-document/configuration.contract.ts";
import { type ApiProblem, ask, command, type List } from "../../api/client.ts";
import { useAddress } from "../../api/queries.ts";
import type { RouteForm } from "./routes-draft.ts";
import { mostTried, type SpanHours } from "./trial-words.ts";

const typingPause = 300;
const path = "/api/v1/config/routes/routes";

/** The routes that hold now, and whether a file brought them. */
export function useCurrentRoutes() {
  const { data, error, refetch } = useAddress<List<ConfigurationEntryView>>("sources", "/api/v1/config/routes");
  const stored = data?.items[0];
  const routes = data === undefined ? undefined : ((stored?.entry ?? []) as RouteForm[]);
  return { routes, isFromFile: stored?.isFromFile ?? false, problem: data === undefined ? error : null, retry: () => void refetch() };
}

/** What routes would have done with what came lately; while they cannot be read, what was known before stays. */
export function useTrial(routes: readonly RouteForm[] | undefined, hours: SpanHours) {
  const wish = JSON.stringify({ routes, hours });
  const [settled] = useDebouncedValue(wish, typingPause);
  const { data, error, refetch } = useQuery<RouteTrialOutcome, ApiProblem>({
    queryKey: ["alerts", "routes tried", settled],
    queryFn: ({ signal }) => ask<RouteTrialOutcome>("/api/v1/routes/try", { ...(JSON.parse(settled) as Pick<RouteTrial, "routes" | "hours">), last: mostTried }, signal),
    enabled: routes !== undefined && settled === wish,
  });
  const [known, setKnown] = useState(data);
  if (data !== undefined && data !== known) setKnown(data);
  const isSettled = settled === wish;
  return { outcome: data ?? known, isCurrent: isSettled && data !== undefined, problem: isSettled ? error : null, retry: () => void refetch() };
}

function planOf(routes: readonly RouteForm[]): Promise<ChangesView> {
  return command("PUT", `${path}?plan=true`, routes);
}

/** What taking the routes over would change; asked anew when somebody changed the configuration meanwhile. */
export function useTakeOver(routes: readonly RouteForm[]) {
  const queries = useQueryClient();
  const plan = useQuery<ChangesView, ApiProblem>({ queryKey: ["sources", "routes planned", JSON.stringify(routes)], queryFn: () => planOf(routes), gcTime: 0, staleTime: 0 });
  const [isOutdated, setIsOutdated] = useState(false);
  const taking = useMutation<boolean, ApiProblem, readonly ChangeView[]>({
    mutationFn: async (shown) => {
      const { changes } = await planOf(routes);
      if (JSON.stringify(changes) !== JSON.stringify(shown)) return false;
      await command("PUT", path, routes);
      return true;
    },
    onSettled: () => void ["sources", "settings", "alerts"].map((topic) => queries.invalidateQueries({ queryKey: [topic] })),
  });
  const take = async (): Promise<boolean> => {
    const isTaken = await taking.mutateAsync(plan.data?.changes ?? []);
    setIsOutdated(!isTaken);
    return isTaken;
  };
  return { changes: plan.data?.changes, problem: taking.error ?? plan.error, isTaking: taking.isPending, isOutdated, take };
}
