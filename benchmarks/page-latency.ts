import { setTimeout as pause } from "node:timers/promises";
import { pace, pour } from "./connections.ts";
import { loadNow, percentile } from "./ground.ts";
import { alertOf, withSides, type Listener, type Side } from "./intake-sides.ts";

const pairs = 300;
const perSecond = 200;
const seconds = 60;
/** One alert in so many opens a group, whose person is paged; the others join it. */
const groupSize = 12;
const open = 10_000;

const alone = Array.from({ length: pairs }, (_, place) => `alone${place}`);
const crowd = Array.from({ length: (perSecond * seconds) / groupSize }, (_, place) => `crowd${place}`);

/** From the beginning of a request to the provider's being called for it. */
async function timeOne(side: Side, listener: Listener, path: string, service: string): Promise<number> {
  const heard = listener.next(path);
  const began = performance.now();
  await pour(side.port, { inFlight: 1, requests: 1 }, () => side.post([alertOf(0, service, service)]));
  return (await heard) - began;
}

function say(name: string, times: readonly number[]): void {
  const of = (share: number) => percentile(times, share).toFixed(1);
  console.log(`${name}: the provider is called ${of(50)} ms (p50), ${of(99)} ms (p99), ${of(100)} ms (max) after the alert was sent`);
}

/** One alert at a time, to each side in turn. */
async function compareAlone(muster: Side, peer: Side, listener: Listener): Promise<{ ours: number[]; theirs: number[] }> {
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (const service of alone) {
    ours.push(await timeOne(muster, listener, `/${service}`, service));
    theirs.push(await timeOne(peer, listener, "/webhook", service));
  }
  return { ours, theirs };
}

/** So many alerts a second among many that are open already, and so many people. */
async function underLoad(muster: Side, listener: Listener): Promise<{ taken: number[]; told: number[] }> {
  let opened = 0;
  await pour(muster.port, { inFlight: 4, requests: open / 100 }, () => muster.post(Array.from({ length: 100 }, () => alertOf(opened++, "Open"))));
  const serviceOf = (place: number) => crowd[Math.floor(place / groupSize)] ?? "shop";
  const answers = await pace(muster.port, { perSecond, count: perSecond * seconds }, (place) => muster.post([alertOf(20 * place, "Crowd", serviceOf(place))]));
  const first = () => new Map([...listener.heard].reverse().map(({ at, path }) => [path.slice(1), at]));
  for (const until = performance.now() + 60_000; performance.now() < until && crowd.some((id) => !first().has(id)); await pause(250));
  const told = first();
  return {
    taken: answers.map(({ sent, answered }) => answered - sent),
    told: crowd.map((id, place) => (told.get(id) ?? Infinity) - (answers[place * groupSize]?.answered ?? 0)),
  };
}

await withSides(async ({ listener, muster, peer }) => {
  console.log(`one alert at a time, no group's wait, to each side in turn; ${loadNow()}`);
  const { ours, theirs } = await compareAlone(muster, peer, listener);
  say(muster.name, ours);
  say(peer.name, theirs);
  const ratio = (share: number) => `${(percentile(ours, share) / percentile(theirs, share)).toFixed(1)}x`;
  peer.hold(true);
  console.log(`${perSecond} alerts a second for ${seconds} s, ${open} open before, ${alone.length + crowd.length} people; ${loadNow()}`);
  const { taken, told } = await underLoad(muster, listener);
  peer.hold(false);
  const late = (times: readonly number[], shares: readonly number[]) => shares.map((share) => `${percentile(times, share).toFixed(0)} ms (${share === 100 ? "max" : `p${share}`})`).join(", ");
  console.log(`answered after COMMIT within ${late(taken, [50, 99])}; from there to the provider's call ${late(told, [50, 99, 99.9, 100])}; ${loadNow()}`);
  console.log(`ratio, Muster to Alertmanager, from alert to provider: ${ratio(50)} (p50), ${ratio(99)} (p99)`);
}, [...alone, ...crowd]);
