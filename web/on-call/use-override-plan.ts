import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { OverrideOutcomeView } from "../../server/features/on-call/override.contract.ts";
import { type ApiProblem, command } from "../api/client.ts";

/** What an override would change, asked shortly after somebody stops writing it. */
export function useOverridePlan(scheduleId: string, wish: object | null) {
  const [settled] = useDebouncedValue(wish === null ? null : JSON.stringify(wish), 250);
  return useQuery<OverrideOutcomeView, ApiProblem>({
    queryKey: ["override-plan", scheduleId, settled],
    queryFn: () => command<OverrideOutcomeView>("POST", `/api/v1/schedules/${scheduleId}/overrides?plan=true`, JSON.parse(settled ?? "{}") as object),
    enabled: settled !== null,
    retry: false,
    gcTime: 0,
    placeholderData: keepPreviousData,
  });
}
