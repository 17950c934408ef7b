import { pour } from "./connections.ts";
import { loadNow, median, percentile } from "./ground.ts";
import { alertOf, withSides, type Side } from "./intake-sides.ts";

interface Case {
  batch: number;
  inFlight: number;
  isRepeat: boolean;
}

const cases: readonly Case[] = [
  ...[1, 10, 100, 1_000].map((batch) => ({ batch, inFlight: 32, isRepeat: false })),
  ...[1, 10, 100].map((batch) => ({ batch, inFlight: 256, isRepeat: false })),
  ...[1, 10, 100, 1_000].map((batch) => ({ batch, inFlight: 32, isRepeat: true })),
];
const rounds = 3;
const slotMilliseconds = 1_500;
/** No more alerts than these are on their way at once, so that a slot ends soon after its time. */
const mostAlertsInFlight = 16_000;
/** So many alerts fire and are repeated. */
const open = 2_000;

let sent = 0;
let repeated = 0;

interface Slot {
  perSecond: number;
  p99: number;
  distinct: number;
}

async function runSlot(side: Side, { batch, inFlight, isRepeat }: Case): Promise<Slot> {
  const next = () => side.post(Array.from({ length: batch }, () => (isRepeat ? alertOf(repeated++ % open, "Open") : alertOf(sent++))));
  const { milliseconds, latencies } = await pour(side.port, { inFlight: Math.min(inFlight, mostAlertsInFlight / batch), milliseconds: slotMilliseconds }, next);
  return { perSecond: (latencies.length * batch * 1_000) / milliseconds, p99: percentile(latencies, 99), distinct: isRepeat ? 0 : latencies.length * batch };
}

/** Each side has the machine for itself. */
async function runAlone(side: Side, other: Side, one: Case): Promise<Slot> {
  other.hold(true);
  const slot = await runSlot(side, one);
  other.hold(false);
  return slot;
}

async function compare(one: Case, muster: Side, peer: Side): Promise<{ ratio: string; distinct: number }> {
  const pairs: { ours: Slot; theirs: Slot }[] = [];
  while (pairs.length < rounds) pairs.push({ ours: await runAlone(muster, peer, one), theirs: await runAlone(peer, muster, one) });
  const middle = (pick: (pair: (typeof pairs)[number]) => number) => median(pairs.map(pick));
  const [speed, wait] = [middle(({ ours, theirs }) => ours.perSecond / theirs.perSecond), middle(({ ours, theirs }) => ours.p99 / theirs.p99)];
  const name = `${one.isRepeat ? "repeats" : "distinct"}, batch ${one.batch}, ${Math.min(one.inFlight, mostAlertsInFlight / one.batch)} in flight`;
  console.log(
    `${name}: Muster ${middle(({ ours }) => ours.perSecond).toFixed(0)} alerts/s, p99 ${middle(({ ours }) => ours.p99).toFixed(0)} ms; Alertmanager ${middle(({ theirs }) => theirs.perSecond).toFixed(0)}, ${middle(({ theirs }) => theirs.p99).toFixed(0)} ms; ${speed.toFixed(2)}x, p99 ${wait.toFixed(2)}x`,
  );
  return { ratio: `${speed.toFixed(2)}x ${name}`, distinct: pairs.reduce((sum, { ours }) => sum + ours.distinct, 0) };
}

await withSides(async ({ ground, muster, peer }) => {
  console.log(`Muster with 50 routes, 20 silences, 3 windows and a second node; median of ${rounds} rounds in turn; ${loadNow()}`);
  const warm = { batch: 10, inFlight: 32, isRepeat: false };
  await runSlot(peer, warm);
  let { distinct } = await runSlot(muster, warm);
  const ratios: string[] = [];
  for (const one of cases) {
    const { ratio, distinct: own } = await compare(one, muster, peer);
    ratios.push(ratio);
    distinct += own;
  }
  const stored = await ground.database.transaction((tx) => tx.first<{ count: number }>("select count(*) as count from alert where labels->>'alertname' like 'Slow%'"));
  if (stored?.count !== distinct) throw new Error(`${distinct} distinct alerts were accepted and ${stored?.count} are stored.`);
  console.log(`all ${distinct} accepted alerts are stored; ${loadNow()}`);
  console.log(`ratio, Muster to Alertmanager: ${ratios.join("; ")}`);
});
