/** An objective of a service, as far as it says a priority. */
export interface RankedObjective {
  id: string;
  priority: string | null;
}

/** Where a provider's priority comes from. */
export type PrioritySource = "slo" | "routes";

export interface ProviderPriority {
  priority: string;
  from: PrioritySource;
}

/** The provider's priority: of an objective its own; of the service as a whole the most urgent of its objectives, else what the routes give a critical alert. */
export function providerPriority(priorities: readonly string[], objectives: readonly RankedObjective[], routed: string | null, sloId: string | null): ProviderPriority | null {
  const own = objectives.filter(({ id }) => sloId === null || id === sloId).flatMap(({ priority }) => priority ?? []);
  const most = priorities.find((id) => own.includes(id));
  if (most !== undefined) return { priority: most, from: "slo" };
  return sloId === null && routed !== null ? { priority: routed, from: "routes" } : null;
}

/** What is said about one outage: by the consumer, and last by the provider. */
export interface RankingFacts {
  priority: string;
  answer: "kept" | "changed" | null;
  /** The provider's priority when it answered. */
  answeredPriority: string | null;
}

export type RankingStanding = "agreed" | "open" | "kept" | "changed";

/** How a ranking stands beside the provider's priority now. An answer holds for as long as the priority it was given about does. */
export function standingOf({ priority, answer, answeredPriority }: RankingFacts, provider: string | null): RankingStanding {
  if (priority === provider) return "agreed";
  return answer !== null && answeredPriority === provider ? answer : "open";
}

/** Whether the consumer finds it more urgent than the provider; where the provider says nothing, it does. */
export function isMoreUrgent(priorities: readonly string[], consumer: string, provider: string | null): boolean {
  const place = (id: string | null) => {
    const found = id === null ? -1 : priorities.indexOf(id);
    return found === -1 ? priorities.length : found;
  };
  return place(consumer) < place(provider);
}
