import type { ServiceView } from "../../server/features/directory/contract.ts";

const columns = 3;

export interface Placed {
  service: ServiceView;
  column: number;
  /** Where its middle stands, as a share of the map's height. */
  middle: number;
}

export interface Edge {
  from: Placed;
  to: Placed;
}

export interface ServiceMapLayout {
  placed: readonly Placed[];
  edges: readonly Edge[];
  /** How many services stand in the fullest column. */
  rows: number;
}

/** How far each service stands below those that nobody depends on; circles end where they began. */
function depthsOf(services: readonly ServiceView[]): Map<string, number> {
  const depths = new Map(services.map(({ id }) => [id, 0]));
  for (let round = 1; round < columns; round += 1) {
    for (const { id, dependsOn } of services) {
      const depth = depths.get(id) ?? 0;
      if (depth < round - 1) continue;
      for (const other of dependsOn) if (depths.has(other.id)) depths.set(other.id, Math.min(columns - 1, Math.max(depths.get(other.id) ?? 0, depth + 1)));
    }
  }
  return depths;
}

function average(values: readonly number[]): number {
  return values.length === 0 ? 0.5 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Puts services into three columns, each standing on those to its right, near what they carry. */
export function layOutMap(services: readonly ServiceView[]): ServiceMapLayout {
  const depths = depthsOf(services);
  const placed = new Map<string, Placed>();
  let rows = 0;
  for (let column = 0; column < columns; column += 1) {
    const here = services.filter(({ id }) => depths.get(id) === column);
    const pull = (service: ServiceView) => average(service.carries.flatMap(({ id }) => placed.get(id)?.middle ?? []));
    const ordered = here.map((service) => ({ service, pull: pull(service) })).sort((a, b) => a.pull - b.pull);
    ordered.forEach(({ service }, index) => placed.set(service.id, { service, column, middle: (index + 0.5) / ordered.length }));
    rows = Math.max(rows, here.length);
  }
  const edges = services.flatMap(({ id, dependsOn }) =>
    dependsOn.flatMap((other) => {
      const [from, to] = [placed.get(id), placed.get(other.id)];
      return from === undefined || to === undefined ? [] : [{ from, to }];
    }),
  );
  return { placed: [...placed.values()], edges, rows };
}
