import { setTimeout as pause } from "node:timers/promises";
import { openDatabase } from "../server/platform/database/database.ts";
import { pour } from "./connections.ts";
import { loadNow } from "./ground.ts";
import { alertOf, withSides, type Listener, type MusterSide, type Side } from "./intake-sides.ts";

const many = 100_000;
const batch = 100;
const inFlight = 32;
/** So long after somebody was told, nobody is told anything more: Alertmanager looks every five seconds, Muster bundles for a minute what it has for one person. */
const quiet = { peer: 6_000, muster: 65_000 };

interface Storm {
  accepted: number;
  told: number;
  /** When somebody was told for the first time, and for the last, from the beginning. */
  first: number;
  last: number;
}

/** A hundred thousand alerts in twenty groups, as fast as they are taken. */
async function storm(side: Side, listener: Listener, path: string, name: string, quietMilliseconds: number): Promise<Storm> {
  const began = performance.now();
  let sent = 0;
  const next = () => {
    const from = sent;
    sent += batch;
    return side.post(Array.from({ length: batch }, (_, place) => alertOf(from + place, name)));
  };
  await pour(side.port, { inFlight, requests: many / batch }, next);
  const accepted = performance.now() - began;
  const own = () => listener.heard.filter((one) => one.at >= began && one.path.startsWith(path));
  for (let last = performance.now(); performance.now() - last < quietMilliseconds; last = Math.max(last, own().at(-1)?.at ?? 0)) await pause(100);
  const [first, last] = [own()[0], own().at(-1)].map((one) => (one?.at ?? Number.NaN) - began);
  return { accepted, told: own().length, first: first ?? Number.NaN, last: last ?? Number.NaN };
}

function say(side: Side, { accepted, told, first, last }: Storm): void {
  const seconds = (milliseconds: number) => `${(milliseconds / 1_000).toFixed(1)} s`;
  console.log(`${side.name}: ${many} alerts taken in ${seconds(accepted)}; told ${told} times, the first after ${seconds(first)}, the last after ${seconds(last)}`);
}

/** Ends everything in the middle of a storm, and counts what had been accepted and is gone. */
async function loseNothing(muster: MusterSide, url: string, killDatabase: () => Promise<void>): Promise<string> {
  let sent = 0;
  let accepted = 0;
  const next = () => muster.post(Array.from({ length: batch }, () => alertOf(sent++, "Killed")));
  const pouring = pour(muster.port, { inFlight }, next, () => void (accepted += batch)).catch(() => undefined);
  await pause(3_000);
  for (const node of muster.nodes) node.signal("SIGKILL");
  await pouring;
  await killDatabase();
  const database = openDatabase({ url });
  const row = await database.transaction((tx) => tx.first<{ count: number }>("select count(*) as count from alert where labels->>'alertname' like 'Killed%'"));
  await database.close();
  const lost = Math.max(0, accepted - (row?.count ?? 0));
  return `${accepted} accepted until both nodes and PostgreSQL were killed, ${lost} of them lost`;
}

await withSides(async ({ ground, listener, muster, peer }) => {
  console.log(`a storm of ${many} distinct alerts in 20 groups, batches of ${batch}, ${inFlight} in flight; ${loadNow()}`);
  muster.hold(true);
  const theirs = await storm(peer, listener, "/webhook", "Peer", quiet.peer);
  say(peer, theirs);
  muster.hold(false);
  peer.hold(true);
  const ours = await storm(muster, listener, "/ana", "Storm", quiet.muster);
  say(muster, ours);
  const sent = await ground.database.transaction((tx) => tx.first<{ count: number; late: number }>("select count(*) as count, extract(epoch from max(handed_over_at - due_at))::float8 as late from page where handed_over_at is not null"));
  console.log(`these were ${sent?.count} pages, the last handed over ${sent?.late.toFixed(1)} s after it was due`);
  peer.hold(false);
  console.log(await loseNothing(muster, ground.url, () => ground.kill()));
  console.log(`ratio, Muster to Alertmanager, ${loadNow()}: taken in ${(ours.accepted / theirs.accepted).toFixed(2)}x the time`);
});
