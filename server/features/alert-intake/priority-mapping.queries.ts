import type { Tx } from "../../platform/database/database.ts";
import type { Instant } from "../../values/instant.ts";
import { readIntakeConfiguration } from "./configuration.intake.ts";
import { conditionValues, routeAlert } from "./route.rules.ts";
import type { Severity } from "./signal.rules.ts";

/** An alert as people know it: by its rule, else its title; of one service. */
export interface MappedAlert {
  title: string;
  serviceId: string | null;
  serviceName: string | null;
  occurrences: number;
  lastAt: Instant;
  /** By the routes that hold now; null where no route gives one. */
  priority: string | null;
}

/** Which priority the routes give: by what they say, to a critical alert of each service, and to the alerts that came lately. */
export interface PriorityMapping {
  routes: { route: number; when: string | null; priority: string }[];
  ofCritical: ReadonlyMap<string, string>;
  alerts: MappedAlert[];
}

const lately = 90;
const most = 500;

interface Row {
  title: string;
  service_id: string | null;
  source_id: string;
  severity: Severity;
  labels: Record<string, string>;
  occurrences: number;
  last_at: Instant;
}

export async function readPriorityMapping(tx: Tx): Promise<PriorityMapping> {
  const { services, routes, ask } = await readIntakeConfiguration(tx);
  const serviceOf = (id: string | null) => {
    const service = services.get(id ?? "");
    return service ? { id: service.id, tier: service.tier ?? 0, team: service.team_id ?? "" } : null;
  };
  const priorityOf = (alert: Parameters<typeof conditionValues>[0], serviceId: string | null) => routeAlert(routes, conditionValues(alert, serviceOf(serviceId)), ask).declare?.priority ?? null;
  const critical = { labels: {}, severity: "critical" as const, sourceId: "" };
  return {
    routes: routes.flatMap(({ when, declare }, place) => (declare?.priority ? [{ route: place + 1, when, priority: declare.priority }] : [])),
    ofCritical: new Map([...services.keys()].flatMap((id) => {
      const priority = priorityOf(critical, id);
      return priority === null ? [] : [[id, priority] as const];
    })),
    alerts: (await readLately(tx)).map((row) => ({
      ...{ title: row.title, serviceId: row.service_id, serviceName: services.get(row.service_id ?? "")?.name ?? null, occurrences: row.occurrences, lastAt: row.last_at },
      priority: priorityOf({ labels: row.labels, severity: row.severity, sourceId: row.source_id }, row.service_id),
    })),
  };
}

/** Those that look alike as one, judged by the newest of them. */
async function readLately(tx: Tx): Promise<Row[]> {
  return tx.rows<Row>(
    `select coalesce(labels ->> 'alertname', title) as title, service_id, count(*)::int as occurrences, max(first_at) as last_at,
       (array_agg(source_id order by first_at desc))[1] as source_id, (array_agg(severity order by first_at desc))[1] as severity, (array_agg(labels order by first_at desc))[1] as labels
     from alert where first_at > muster_now() - $1 * interval '1 day' group by 1, 2 order by occurrences desc, title limit $2`,
    [lately, most],
  );
}
