import type { Tx } from "../../platform/database/database.ts";
import { readPriorityMapping } from "../alert-intake/index.ts";
import { readProcess } from "../process/index.ts";
import type { Speakers } from "./priorities.permissions.ts";
import { readServiceFacts, readSpeakers, type ServiceFacts } from "./ranking.queries.ts";
import { providerPriority, type ProviderPriority } from "./ranking.rules.ts";

/** What rankings are seen beside: the organization and its process as they are now. */
export interface Surroundings {
  services: ReadonlyMap<string, ServiceFacts>;
  teams: ReadonlyMap<string, Speakers>;
  priorities: readonly { id: string; name: string }[];
  ofCritical: ReadonlyMap<string, string>;
}

export async function readSurroundings(tx: Tx, serviceId: string | null): Promise<Surroundings> {
  const { process } = await readProcess(tx, "in force");
  const { ofCritical } = await readPriorityMapping(tx);
  return { services: await readServiceFacts(tx, serviceId), teams: await readSpeakers(tx), priorities: process.priorities, ofCritical };
}

/** The provider's priority of an outage of this service, now. */
export function providerOf({ services, priorities, ofCritical }: Surroundings, serviceId: string, sloId: string | null): ProviderPriority | null {
  return providerPriority(priorities.map(({ id }) => id), services.get(serviceId)?.slos ?? [], ofCritical.get(serviceId) ?? null, sloId);
}
