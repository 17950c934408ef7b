import type { Tx } from "../../platform/database/database.ts";
import { idFrom, newId } from "../../platform/ids/ids.ts";
import { readIntakeConfiguration } from "./configuration.intake.ts";
import { takeSignals } from "./flush.intake.ts";

/** The source that is built in, for the watchdog. */
const source = "watchdog";

/** What became of a rehearsed alert. */
export interface Rehearsed {
  /** Null where something holds back whatever comes, such as maintenance of everything. */
  groupId: string | null;
}

/**
 * Lets an urgent alert go all the way from its signal to the pages, by the very code that takes real ones. For a transaction that is rolled back: nobody is to see it,
 * and nothing of it is to be kept.
 */
export async function rehearseAlert(tx: Tx): Promise<Rehearsed> {
  const configuration = await readIntakeConfiguration(tx);
  const id = newId();
  const signal = { key: id, status: "firing" as const, title: "A page that is for nobody", severity: "critical" as const, labels: { alertname: "Watchdog", watchdog: id }, description: null, links: [], startedAt: tx.now };
  const asUrgent: typeof configuration.routeOf = (alert) => {
    const routing = configuration.routeOf(alert);
    return { ...routing, routed: { ...routing.routed, urgency: "high" } };
  };
  await takeSignals(tx, { ...configuration, routeOf: asUrgent }, [{ signal, fingerprint: idFrom(`${source}|${id}`), sourceId: source, deliveryId: newId(), newAlertId: id }]);
  const alert = await tx.first<{ group_id: string | null }>("select group_id from alert where id = $1", [id]);
  if (!alert) throw new Error("An alert that was taken in is not there.");
  return { groupId: alert.group_id };
}
