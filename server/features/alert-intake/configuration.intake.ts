import { createAsk } from "../../platform/conditions/asking.ts";
import { compileCondition, isConditionFault, membersAskedBy, type Condition } from "../../platform/conditions/conditions.ts";
import type { Database, Tx } from "../../platform/database/database.ts";
import { routeNames } from "../../values/condition-names.ts";
import type { Adapter } from "./adapters/adapted.adapter.ts";
import { adapterOf } from "./adapters/kinds.adapter.ts";
import { readGrouping, readRoutes, readServicesOfIntake, readSources, type SourceRow } from "./configuration.queries.ts";
import type { Grouping } from "./group.rules.ts";
import { upstreamsOf } from "./symptom.rules.ts";
import { createRouting, type Routable, type Routing, type Ways } from "./route.intake.ts";
import type { Route } from "./route.rules.ts";

/** All that a flush asks about, read once per change of the configuration. */
export interface IntakeConfiguration extends Ways {
  version: number;
  sourcesByKeyHash: ReadonlyMap<string, SourceRow>;
  /** How the bodies of each source are read. */
  adapters: ReadonlyMap<string, Adapter>;
  /** Of each service whose alerts may be symptoms, all that it depends on. */
  upstreams: ReadonlyMap<string, ReadonlySet<string>>;
  grouping: Grouping;
  /** Trails that are known to be kept: what alerts go by depends on little but the configuration. */
  keptTrails: Set<string>;
  /** Which service an alert is of, and which route takes it. */
  routeOf: (alert: Routable) => Routing;
}

type UnderConfiguration = <T>(database: Database, work: (tx: Tx, configuration: IntakeConfiguration) => Promise<T>) => Promise<T>;

/**
 * Does work under the newest configuration, which is kept in memory: its version is asked for beside the work, and where it was another one the work is undone
 * and done again.
 */
export function createConfigurationKeeper(): UnderConfiguration {
  let kept: IntakeConfiguration | null = null;
  return async (database, work) => {
    for (;;) {
      const done = await database.transaction(async (tx) => {
        const configuration = (kept ??= await readConfiguration(tx, await readVersion(tx)));
        const [version, outcome] = await Promise.all([readVersion(tx), work(tx, configuration)]);
        if (version !== configuration.version) throw new ConfigurationChanged();
        return { outcome };
      }).catch(forgetChanged);
      if (done) return done.outcome;
      kept = null;
    }
  };
}

class ConfigurationChanged extends Error {}

function forgetChanged(error: unknown): null {
  if (error instanceof ConfigurationChanged) return null;
  throw error;
}

async function readVersion(tx: Tx): Promise<number> {
  return (await tx.first<{ configuration_version: number }>("select configuration_version from installation"))?.configuration_version ?? 0;
}

/** The configuration as it is, for what asks seldom. */
export async function readIntakeConfiguration(tx: Tx): Promise<IntakeConfiguration> {
  return readConfiguration(tx, 0);
}

async function readConfiguration(tx: Tx, version: number): Promise<IntakeConfiguration> {
  const sources = await readSources(tx);
  const services = await readServicesOfIntake(tx);
  const routes = await readRoutes(tx);
  const ways = { routes, sources: new Map(sources.map((source) => [source.id, source])), services: new Map(services.map((service) => [service.id, service])), ask: createAsk(routeNames) };
  return {
    ...ways,
    version,
    sourcesByKeyHash: new Map(sources.map((source) => [source.key_hash.toString("hex"), source])),
    adapters: new Map(sources.map((source) => [source.id, adapterOf(source)])),
    upstreams: new Map([...upstreamsOf(new Map(services.map(({ id, depends_on: dependsOn }) => [id, dependsOn])))].filter(([id]) => services.some((service) => service.id === id && service.when_upstream_fails !== "page"))),
    grouping: await readGrouping(tx),
    keptTrails: new Set(),
    routeOf: createRouting(ways, labelsAskedBy(routes)),
  };
}

function compile(routes: readonly Route[]): ReadonlyMap<string, Condition> {
  const compiled = new Map<string, Condition>();
  for (const { when } of routes) {
    const condition = when === null ? null : compileCondition(when, routeNames);
    if (when !== null && condition && !isConditionFault(condition)) compiled.set(when, condition);
  }
  return compiled;
}

/** The labels that the routes look at; null where one may look at any. */
export function labelsAskedBy(routes: readonly Route[]): ReadonlySet<string> | null {
  const asked = [...compile(routes).values()].map((condition) => membersAskedBy(condition, "labels"));
  return asked.includes(null) ? null : new Set(asked.flatMap((names) => [...(names ?? [])]));
}
