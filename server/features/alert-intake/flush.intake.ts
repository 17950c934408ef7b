import type { Tx } from "../../platform/database/database.ts";
import { insertDecisions } from "./decision.queries.ts";
import { lockCurrentAlerts } from "./alert.queries.ts";
import { insertAlerts, updateAlerts } from "./alert-writing.queries.ts";
import { changesOf, insertChanges } from "./change.queries.ts";
import { keepEarlyEnds, readEarlyEnds } from "./early-end.queries.ts";
import { expectBeats } from "./heartbeat.queries.ts";
import { insertDeliveries, touchSources } from "./delivery.queries.ts";
import { foldSignals, type Alert, type Folded, type Incoming } from "./fold.rules.ts";
import { adaptDelivery, type Acceptance, type AdaptedDelivery, type Delivery } from "./adapt.intake.ts";
import type { IntakeConfiguration } from "./configuration.intake.ts";
import { readNewestGroups, writeGroups } from "./group.queries.ts";
import { groupKey, type Group } from "./group.rules.ts";
import { groupAlerts, hasNews, tellGroups } from "./group.intake.ts";
import { routeFolded, tellFolded, type Routable } from "./route.intake.ts";
import { packTrails } from "./trail.intake.ts";
import { keepTrails } from "./trail.queries.ts";
import { holdFolded, liveSilences, scheduleStable, type LiveSilence } from "./hold.intake.ts";
import { tellAdministrators } from "../access/index.ts";
import { strangersIn } from "./notices.intake.ts";
import { scheduleLapses } from "./lapse.intake.ts";
import { endPassed } from "./lapse.rules.ts";
import { countHeld, readCurrentSilences } from "./silence.queries.ts";
import { readTroubles } from "./symptom.queries.ts";
import type { Trouble } from "./symptom.rules.ts";
import { OpenAlerts, sortRepeats } from "./repeat.intake.ts";
import { countRepeats } from "./repeat.queries.ts";
import { confirmSubscriptions } from "./subscription.work.ts";

/** Held from the fold to COMMIT, so that two nodes cannot open one alert or group twice. */
export async function lockFold(tx: Tx): Promise<void> {
  await tx.run("select pg_advisory_xact_lock(4600003)");
}

/** Answers in the order of the deliveries, and of how many groups there was something to tell, which is what costs most. */
export interface Flushed {
  acceptances: Acceptance[];
  told: number;
}

/** key → adapt → fold → route → silence → group, for many deliveries in one transaction. */
export async function flushDeliveries(tx: Tx, configuration: IntakeConfiguration, open: OpenAlerts, deliveries: readonly Delivery[]): Promise<Flushed> {
  const adapted = deliveries.map((delivery) => adaptDelivery(delivery, configuration));
  const good = adapted.filter((one): one is AdaptedDelivery => "stored" in one);
  const told = good.length > 0 ? await takeIn(tx, configuration, open, good) : 0;
  const acceptances = adapted.map((one): Acceptance =>
    "stored" in one
      ? { outcome: "accepted", deliveryId: one.stored.id, signals: one.incoming.map(({ signal }) => ({ key: signal.key })) }
      : one,
  );
  return { acceptances, told };
}

async function takeIn(tx: Tx, configuration: IntakeConfiguration, open: OpenAlerts, deliveries: readonly AdaptedDelivery[]): Promise<number> {
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
  // Statements are run in the order in which they are asked for: these before the lock, so that nobody waits for them.
  const [told] = await Promise.all([takeSignals(tx, configuration, incoming, open), ...noted]);
  return told;
}

/** fold → route → silence → group, for signals that were made of deliveries or of their absence; gives of how many groups there was something to tell. */
export async function takeSignals(tx: Tx, configuration: IntakeConfiguration, incoming: readonly Incoming[], open = new OpenAlerts()): Promise<number> {
  if (incoming.length === 0) return 0;
  const { repeats, rest } = sortRepeats(incoming, open);
  const asked = askOf(configuration, rest);
  // Worked out before and asked together: while this node thinks or waits for an answer, everybody else waits for the lock.
  const [, counted, told] = await Promise.all([lockFold(tx), countRepeats(tx, repeats), foldIn(tx, configuration, asked, rest, open)]);
  if (counted.size === repeats.length) return told;
  const mistaken = new Set(repeats.map(({ fingerprint }) => fingerprint).filter((fingerprint) => !counted.has(fingerprint)));
  const again = incoming.filter(({ fingerprint }) => mistaken.has(fingerprint));
  return told + (await foldIn(tx, configuration, askOf(configuration, again), again, open));
}

/** What is to be looked up for what came. */
interface Asked {
  fingerprints: readonly string[];
  groupKeys: readonly string[];
}

function askOf(configuration: IntakeConfiguration, incoming: readonly Incoming[]): Asked {
  const arriving = incoming.map(({ signal: { labels, severity }, sourceId }) => ({ labels, severity, sourceId }));
  return { fingerprints: [...new Set(incoming.map((one) => one.fingerprint))], groupKeys: groupKeysOf(configuration, arriving) };
}

async function foldIn(tx: Tx, configuration: IntakeConfiguration, asked: Asked, incoming: readonly Incoming[], open: OpenAlerts): Promise<number> {
  if (incoming.length === 0) return 0;
  const [alerts, ground, earlyEnds] = await Promise.all([lockCurrentAlerts(tx, asked.fingerprints), readGround(tx, asked.groupKeys), readEarlyEnds(tx, asked.fingerprints)]);
  const before = new Map(earlyEnds);
  const folded = foldSignals(alerts, incoming, { now: tx.now, reopenAfterMilliseconds: configuration.grouping.reopenAfterMilliseconds, earlyEnds });
  await keepEarlyEnds(tx, new Map([...earlyEnds].filter(([fingerprint, at]) => before.get(fingerprint) !== at)));
  const told = await settle(tx, configuration, ground, alerts, folded);
  tx.afterCommit(() => open.note([...alerts.values()].map(({ fingerprint, status }) => ({ fingerprint, isOpen: status !== "resolved" }))));
  return told;
}

/** What alerts meet as they begin. */
export interface Ground {
  live: readonly LiveSilence[];
  troubles: readonly Trouble[];
  /** The newest group of each key under which one of them may be grouped. */
  groups: ReadonlyMap<string, Group>;
}

/** Under which keys alerts are grouped. */
export function groupKeysOf({ grouping, routeOf }: IntakeConfiguration, arriving: readonly Routable[]): string[] {
  return [...new Set(arriving.map((one) => groupKey(one, routeOf(one).service.serviceId, grouping.by)))];
}

export async function readGround(tx: Tx, groupKeys: readonly string[]): Promise<Ground> {
  const [silences, troubles, groups] = await Promise.all([readCurrentSilences(tx), readTroubles(tx), readNewestGroups(tx, groupKeys)]);
  return { live: liveSilences(silences, tx.now), troubles, groups };
}

/** Routes, silences and groups what was folded, and writes it all; gives of how many groups there was something to tell. The alerts in the map are changed in place. */
export async function settle(tx: Tx, configuration: IntakeConfiguration, ground: Ground, alerts: Map<string, Alert>, folded: readonly Folded[]): Promise<number> {
  const routed = routeFolded(configuration.routeOf, alerts, folded);
  const held = holdFolded({ ...ground, upstreams: configuration.upstreams }, alerts, folded);
  const declares = new Map(routed.flatMap(({ alertId, routing: { routed: { declare } } }) => (declare ? [[alertId, declare] as const] : [])));
  const changes = await groupAlerts(tx, { grouping: configuration.grouping, groups: ground.groups, declares }, alerts, folded);
  const touched = [...new Set(folded.flatMap((one) => (one.alert ? [one.fingerprint] : [])))].flatMap((fingerprint) => alerts.get(fingerprint) ?? []);
  const born = new Set(folded.flatMap((one) => (one.transition === "opened" && one.alert ? [one.alert.id] : [])));
  const { rows, trails, byAlert } = packTrails(tx.now, touched, born, [...tellFolded(alerts, folded, routed), ...held.told, ...changes.told]);
  const writes = Promise.all([
    writeGroups(tx, changes.groups),
    insertDecisions(tx, rows),
    keepTrails(tx, configuration.keptTrails, [...trails.values()]),
    insertAlerts(tx, touched.filter(({ id }) => born.has(id)), byAlert),
    updateAlerts(tx, touched.filter(({ id }) => !born.has(id))),
    countHeld(tx, held.counts),
    scheduleStable(tx, touched),
  ]);
  tx.leave(writes);
  const strangers = strangersIn(routed);
  if (strangers.length === 0 && !hasNews(folded, changes)) return 0;
  await tellAdministrators(tx, strangers);
  await tellGroups(tx, alerts, folded, changes);
  return changes.orders.length;
}
