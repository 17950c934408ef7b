import { compileCondition, holds, isConditionFault, type Condition } from "../../platform/conditions/conditions.ts";
import type { Tx } from "../../platform/database/database.ts";
import { routeNames } from "../../values/condition-names.ts";
import type { Adapter } from "./adapters/adapted.adapter.ts";
import { adapterOf } from "./adapters/kinds.adapter.ts";
import { readGrouping, readRoutes, readServicesOfIntake, readSources, type ServiceOfIntake, type SourceRow } from "./configuration.queries.ts";
import type { Grouping } from "./group.rules.ts";
import { upstreamsOf } from "./symptom.rules.ts";
import type { AskCondition, Route } from "./route.rules.ts";

/** All that a flush asks about, read once per change of the configuration. */
export interface IntakeConfiguration {
  version: number;
  sources: ReadonlyMap<string, SourceRow>;
  sourcesByKeyHash: ReadonlyMap<string, SourceRow>;
  /** How the bodies of each source are read. */
  adapters: ReadonlyMap<string, Adapter>;
  services: ReadonlyMap<string, ServiceOfIntake>;
  /** Of each service whose alerts may be symptoms, all that it depends on. */
  upstreams: ReadonlyMap<string, ReadonlySet<string>>;
  routes: readonly Route[];
  grouping: Grouping;
  ask: AskCondition;
}

/** Keeps the newest configuration in memory; asks the database for its version only. */
export function createConfigurationReader(): (tx: Tx) => Promise<IntakeConfiguration> {
  let kept: IntakeConfiguration | null = null;
  return async (tx) => {
    const row = await tx.first<{ configuration_version: number }>("select configuration_version from installation");
    const version = row?.configuration_version ?? 0;
    if (kept?.version !== version) kept = await readConfiguration(tx, version);
    return kept;
  };
}

/** The configuration as it is, for what asks seldom. */
export async function readIntakeConfiguration(tx: Tx): Promise<IntakeConfiguration> {
  return readConfiguration(tx, 0);
}

async function readConfiguration(tx: Tx, version: number): Promise<IntakeConfiguration> {
  const sources = await readSources(tx);
  const services = await readServicesOfIntake(tx);
  const routes = await readRoutes(tx);
  return {
    version,
    sources: new Map(sources.map((source) => [source.id, source])),
    sourcesByKeyHash: new Map(sources.map((source) => [source.key_hash.toString("hex"), source])),
    adapters: new Map(sources.map((source) => [source.id, adapterOf(source)])),
    services: new Map(services.map((service) => [service.id, service])),
    upstreams: new Map([...upstreamsOf(new Map(services.map(({ id, depends_on: dependsOn }) => [id, dependsOn])))].filter(([id]) => services.some((service) => service.id === id && service.when_upstream_fails !== "page"))),
    routes,
    grouping: await readGrouping(tx),
    ask: createAsk(routes),
  };
}

/** Asks the conditions of these routes, each read once. */
export function createAsk(routes: readonly Route[]): AskCondition {
  const compiled = new Map<string, Condition>();
  for (const { when } of routes) {
    const condition = when === null ? null : compileCondition(when, routeNames);
    if (when !== null && condition && !isConditionFault(condition)) compiled.set(when, condition);
  }
  return (text, values) => {
    const condition = compiled.get(text);
    if (!condition) return { missing: text };
    const present = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
    const answer = holds(condition, present);
    return "fault" in answer ? { missing: answer.fault } : answer;
  };
}
