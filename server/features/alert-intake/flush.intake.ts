import type { Tx } from "../../platform/database/database.ts";
import { insertIntakeDecisions } from "./decision.queries.ts";
import { lockCurrentAlerts, writeAlerts } from "./alert.queries.ts";
import { changesOf, insertChanges } from "./change.queries.ts";
import { expectBeats } from "./heartbeat.queries.ts";
import { insertDeliveries, touchSources } from "./delivery.queries.ts";
import { foldSignals, type Alert, type Folded, type Incoming } from "./fold.rules.ts";
import { adaptDelivery, type Acceptance, type AdaptedDelivery, type Delivery } from "./adapt.intake.ts";
import type { IntakeConfiguration } from "./configuration.intake.ts";
import { writeGroups } from "./group.queries.ts";
import { groupAlerts, tellGroups } from "./group.intake.ts";
import { decisionsOfFold, routeFolded } from "./route.intake.ts";
import { holdFolded, liveSilences, scheduleStable } from "./hold.intake.ts";
import { tellAboutStrangers } from "./notices.intake.ts";
import { scheduleLapses } from "./lapse.intake.ts";
import { endPassed } from "./lapse.rules.ts";
import { countHeld, readCurrentSilences } from "./silence.queries.ts";
import { readTroubles } from "./symptom.queries.ts";
import { confirmSubscriptions } from "./subscription.work.ts";

/** Held from the fold to COMMIT, so that two nodes cannot open one alert or group twice. */
export async function lockFold(tx: Tx): Promise<void> {
  await tx.run("select pg_advisory_xact_lock(4600003)");
}

/** key → adapt → fold → route → silence → group, for many deliveries in one transaction; answers in the order of the deliveries. */
export async function flushDeliveries(tx: Tx, configuration: IntakeConfiguration, deliveries: readonly Delivery[]): Promise<Acceptance[]> {
  const adapted = deliveries.map((delivery) => adaptDelivery(delivery, configuration));
  const good = adapted.filter((one): one is AdaptedDelivery => "stored" in one);
  if (good.length > 0) await takeIn(tx, configuration, good);
  return adapted.map((one) =>
    "stored" in one
      ? { outcome: "accepted", deliveryId: one.stored.id, signals: one.incoming.map(({ signal }) => ({ key: signal.key })) }
      : one,
  );
}

async function takeIn(tx: Tx, configuration: IntakeConfiguration, deliveries: readonly AdaptedDelivery[]): Promise<void> {
  const incoming = deliveries.flatMap((delivery) => delivery.incoming.map((one) => endPassed(one, tx.now)));
  const noted = [
    insertDeliveries(tx, deliveries.map((delivery) => delivery.stored)),
    touchSources(tx, deliveries.map(({ source, incoming: own, isTest }) => ({ id: source.id, hasAlert: own.length > 0 || isTest }))),
    insertChanges(tx, changesOf(configuration, deliveries)),
    confirmSubscriptions(tx, deliveries.flatMap(({ confirmation }) => confirmation ?? [])),
    // Before the alerts are locked, as whoever ends them does: in the other order the two could wait for each other.
    scheduleLapses(tx, incoming),
    expectBeats(tx, deliveries.map(({ source }) => source)),
  ];
  await Promise.all([takeSignals(tx, configuration, incoming), ...noted]);
}

/** fold → route → silence → group, for signals that were made of deliveries or of their absence. */
export async function takeSignals(tx: Tx, configuration: IntakeConfiguration, incoming: readonly Incoming[]): Promise<void> {
  if (incoming.length === 0) return;
  const locked = lockFold(tx);
  const [alerts] = await Promise.all([lockCurrentAlerts(tx, [...new Set(incoming.map((one) => one.fingerprint))]), locked]);
  const folded = foldSignals(alerts, incoming, { now: tx.now, reopenAfterMilliseconds: configuration.grouping.reopenAfterMilliseconds });
  await settle(tx, configuration, alerts, folded);
}

/** Routes, silences and groups what was folded, and writes it all. Alerts are changed in place in the map. */
export async function settle(tx: Tx, configuration: IntakeConfiguration, alerts: Map<string, Alert>, folded: readonly Folded[]): Promise<void> {
  const routed = routeFolded(configuration, alerts, folded);
  const [silences, troubles] = await Promise.all([readCurrentSilences(tx), readTroubles(tx)]);
  const held = holdFolded({ now: tx.now, live: liveSilences(silences, tx.now), upstreams: configuration.upstreams, troubles }, alerts, folded);
  const declares = new Map(routed.flatMap(({ alertId, routed: { declare } }) => (declare ? [[alertId, declare] as const] : [])));
  const changes = await groupAlerts(tx, { grouping: configuration.grouping, declares }, alerts, folded);
  const touched = new Set(folded.flatMap((one) => (one.alert ? [one.alert.fingerprint] : [])));
  await Promise.all([
    writeGroups(tx, changes.groups),
    writeAlerts(tx, [...alerts.values()].filter((alert) => touched.has(alert.fingerprint))),
    insertIntakeDecisions(tx, [...decisionsOfFold(tx.now, configuration, alerts, folded, routed), ...held.decisions, ...changes.decisions]),
    countHeld(tx, held.counts),
    scheduleStable(tx, [...alerts.values()].filter((alert) => touched.has(alert.fingerprint))),
  ]);
  await tellAboutStrangers(tx, routed);
  await tellGroups(tx, alerts, folded, changes);
}
