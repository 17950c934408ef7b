import { useMemo } from "react";
import type { AlertView } from "../../server/features/alert-intake/contract.ts";
import type { PolicyView } from "../../server/features/escalation/policy.contract.ts";
import type { List } from "../api/client.ts";
import { useAddress } from "../api/queries.ts";

/** The alerts that are open on each service, by its id. */
export function useOpenAlerts(): ReadonlyMap<string, AlertView[]> {
  const { data } = useAddress<List<AlertView>>("alerts", "/api/v1/alerts?status=open&limit=500");
  return useMemo(() => {
    const byService = new Map<string, AlertView[]>();
    for (const alert of data?.items ?? []) {
      if (alert.serviceId !== null) byService.set(alert.serviceId, [...(byService.get(alert.serviceId) ?? []), alert]);
    }
    return byService;
  }, [data]);
}

/** All escalation policies, in words. */
export function usePolicies() {
  return useAddress<List<PolicyView>>("services", "/api/v1/policies?limit=500", { every: 60_000 });
}

/** Whom a page of the policy would reach first, now. */
export function firstReached(policy: PolicyView | undefined): { id: string; name: string } | null {
  const people = policy?.steps.flatMap(({ targets }) => targets.flatMap(({ peopleNow }) => peopleNow)) ?? [];
  return people[0] ?? null;
}
