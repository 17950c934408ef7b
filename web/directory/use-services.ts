import { useMemo } from "react";
import type { AlertView } from "../../server/features/alert-intake/contract.ts";
import type { PolicyView } from "../../server/features/escalation/policy.contract.ts";
import type { List } from "../api/client.ts";
import { useAddress } from "../api/queries.ts";

type AlertsOfServices = ReadonlyMap<string, AlertView[]>;

function byService(alerts: readonly AlertView[]): AlertsOfServices {
  const found = new Map<string, AlertView[]>();
  for (const alert of alerts) {
    if (alert.serviceId !== null) found.set(alert.serviceId, [...(found.get(alert.serviceId) ?? []), alert]);
  }
  return found;
}

/** What is known about services beside themselves. */
export interface Circumstances {
  /** The alerts that are open on each service, by its id. */
  alerts: AlertsOfServices;
  /** All escalation policies, in words. */
  policies: readonly PolicyView[];
}

/** What fires on the services and who would be woken; nothing is said of either before both are known. */
export function useCircumstances() {
  const alerts = useAddress<List<AlertView>>("alerts", "/api/v1/alerts?status=open&limit=500");
  const policies = useAddress<List<PolicyView>>("services", "/api/v1/policies?limit=500", { every: 60_000 });
  const known = useMemo(() => alerts.data && policies.data && { alerts: byService(alerts.data.items), policies: policies.data.items }, [alerts.data, policies.data]);
  return { data: known, error: alerts.error ?? policies.error, refetch: () => Promise.all([alerts.refetch(), policies.refetch()]) };
}

/** Whom a page of the policy would reach first, now. */
export function firstReached(policy: PolicyView | undefined): { id: string; name: string } | null {
  const people = policy?.steps.flatMap(({ targets }) => targets.flatMap(({ peopleNow }) => peopleNow)) ?? [];
  return people[0] ?? null;
}
