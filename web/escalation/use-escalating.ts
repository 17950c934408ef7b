import type { ExpertView } from "../../server/features/escalation/expert.contract.ts";
import type { ScheduleView } from "../../server/features/on-call/contract.ts";
import type { PolicyView } from "../../server/features/escalation/policy.contract.ts";
import type { IncidentDetail } from "../../server/features/incidents/contract.ts";
import type { List } from "../api/client.ts";
import { useAddress, useCommand } from "../api/queries.ts";
import { usePeople, useServices, useTeams } from "../directory/use-directory.ts";
import { targetOptions, type TargetGroup } from "../incidents/dialogs/target-options.ts";
import { marksOf } from "../incidents/several/several-words.ts";
import { useHoldings } from "../incidents/several/use-holdings.ts";

/** What more people are turned to for: where its addresses begin, and what people call it. */
export interface Escalated {
  path: string;
  topic: "incidents" | "alerts";
  /** `INC-214`, or the title of the alert. */
  name: string;
  services: IncidentDetail["services"];
  roles: IncidentDetail["roles"];
  /** The incident itself: what people hold there is nothing beside it. */
  hereId?: string;
}

/** Whom one can turn to: experts, who manages the team, teams, who is on call, roles, everybody. */
export function useTargets({ services: hit, roles, hereId }: Pick<Escalated, "services" | "roles" | "hereId">): TargetGroup[] {
  const people = usePeople().data?.items ?? [];
  const teams = useTeams().data?.items ?? [];
  const services = useServices().data?.items ?? [];
  const schedules = useAddress<List<ScheduleView>>("on-call", "/api/v1/schedules?limit=500").data?.items ?? [];
  const groups = targetOptions({ services: hit, roles }, { people, teams, services, schedules, marks: marksOf(useHoldings(), hereId ?? null) });
  return hit.length === 0 ? groups : [{ group: "Senior", items: [{ value: "team-manager", label: "Manager of the team" }] }, ...groups];
}

/** The policies that a search can go on by. */
export function usePolicies() {
  return useAddress<List<PolicyView>>("on-call", "/api/v1/policies?limit=500");
}

/** The experts of the services, with who of them is on call or awake; that changes with time. */
export function useExperts({ path }: Pick<Escalated, "path">) {
  return useAddress<List<ExpertView>>("people", `${path}/experts`, { every: 60_000 });
}

/** Turns to more people; what it changes is read again. */
export function useEscalating({ topic }: Pick<Escalated, "topic">) {
  return useCommand(topic, "timeline", "pages", "people");
}
