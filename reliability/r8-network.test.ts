import { describe, expect, it, onTestFinished } from "vitest";
import { client } from "../fakes/client.ts";
import { transactionsInFlight, type MailEntry } from "../fakes/mail-server/index.ts";
import type { Product } from "../fakes/product.ts";
import { buildSaboteur } from "../fakes/saboteur.ts";
import { openTcpLine, type LineBehaviour, type TcpLine } from "../fakes/tcp-line.ts";
import { eventually } from "../scenarios/stage.ts";
import { readRows } from "../server/platform/testing/test-server.ts";
import { gatherCrowd, judgeCrowd, pagesOfSends, stormOn, type Crowd, type Verdict } from "./crowd.ts";
import { isFull, note } from "./figures.ts";
import { chanceOf } from "./simulation/chance.ts";

const cut = isFull ? 30_000 : 12_000;
/** Within this a send that was begun ends, and within this somebody else may have what was claimed (`due-work.ts`). */
const [sendTime, lease] = [8_000, 10_000];
const sender = "cut@crowd.example";

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const chance = chanceOf(Number(process.env["MUSTER_SEED"] ?? 7));
let drawn = 0;

const faults: readonly { what: string; behaviour: LineBehaviour; isCutOff: boolean }[] = [
  { what: "nothing comes through", behaviour: { kind: "blackhole" }, isCutOff: true },
  { what: "the connections are half open", behaviour: { kind: "half-open" }, isCutOff: false },
  { what: "each question takes 500 ms longer", behaviour: { kind: "slow", milliseconds: 500 }, isCutOff: false },
  { what: "one percent of what is sent resets its connection", behaviour: { kind: "reset", share: 0.01, chance: () => chance.share(`reset ${(drawn += 1)}`) }, isCutOff: false },
];

interface Cut {
  verdict: Verdict;
  /** The pages that its sends under way at the cut told of; a line that resets connections cuts each time, and each carries one. */
  underWay: number;
  /** Sends that the cut-off node began after the lease of whatever it had claimed. */
  sentAfterLease: number;
  /** From when a page was due, or the line was cut, until it was handed over; the longest. */
  takeover: number;
  sentAgainAfter: number;
}

interface TwoNodes {
  crowd: Crowd;
  /** Not behind the line. */
  product: Product;
  line: TcpLine;
  node: Product;
}

/** Two nodes, one of which reaches PostgreSQL by a line that can be cut. */
async function gatherTwoNodes(script: { script?: string } = {}): Promise<TwoNodes> {
  const { crowd, product } = await gatherCrowd(600, { product: script });
  const url = new URL(crowd.databaseUrl);
  const line = await openTcpLine(Number(url.port));
  onTestFinished(() => line.close());
  url.port = String(line.port);
  const node = await crowd.start({ databaseUrl: url.href, env: { MUSTER_MAIL_FROM: `Muster <${sender}>` } });
  return { crowd, product, line, node };
}

/** What the cut-off node began to send in a span of time. */
function begunBy({ mail }: Crowd, from: number, to: number): (MailEntry & { kind: "begun" })[] {
  return mail.entries().filter((entry) => entry.kind === "begun").filter((entry) => entry.from === sender && entry.at > from && entry.at <= to);
}

function itsSendsAt(crowd: Crowd, at: number): string[] {
  const own = new Set(begunBy(crowd, 0, at).map(({ transaction }) => transaction));
  // So long may it take until the answer to a send is stored.
  return transactionsInFlight(crowd.mail.entries(), at, 1_000).filter((transaction) => own.has(transaction));
}

/** The line is cut while the node behind it sends, and what was promised for that is held against what happens. */
async function cutTheLine({ crowd, product, line, node }: TwoNodes, behaviour: LineBehaviour, milliseconds: number, patience = 60_000): Promise<Cut> {
  await crowd.mail.behave({ kind: "slow", milliseconds: 1_000 });
  const storm = await stormOn(crowd, [product.url, node.url], 3);
  await eventually(async () => itsSendsAt(crowd, Date.now()).length > 0, "the node behind the line sends", 20_000);
  const cutAt = Date.now();
  line.behave(behaviour);
  const sends = itsSendsAt(crowd, cutAt);
  await pause(milliseconds);
  const mendedAt = Date.now();
  line.behave({ kind: "pass" });
  await eventually(async () => begunBy(crowd, mendedAt, Date.now()).length > 0, "the node behind the line sends again", patience);
  await storm.stop();
  const verdict = await judgeCrowd(crowd, storm, patience);
  const [row] = await readRows<{ longest: number }>(
    crowd.databaseUrl,
    `select extract(epoch from max(handed_over_at - greatest(due_at, to_timestamp(${cutAt / 1_000}))))::float8 * 1000 as longest from page
     where handed_over_at >= to_timestamp(${cutAt / 1_000}) and due_at <= to_timestamp(${mendedAt / 1_000})`,
  );
  return {
    verdict,
    underWay: behaviour.kind === "reset" ? line.hits : pagesOfSends(crowd, [...sends, ...begunBy(crowd, cutAt, cutAt + sendTime).map(({ transaction }) => transaction)]),
    sentAfterLease: begunBy(crowd, cutAt + lease, mendedAt).length,
    takeover: Math.round(row?.longest ?? 0),
    sentAgainAfter: (begunBy(crowd, mendedAt, Date.now())[0]?.at ?? Infinity) - mendedAt,
  };
}

describe(`R8: between one of two nodes and PostgreSQL, for ${cut / 1_000} s,`, () => {
  it.each(isFull ? faults : faults.slice(0, 1))("$what: nothing is lost or skipped, and doubled only what was under way", async ({ what, behaviour, isCutOff }) => {
    const nodes = await gatherTwoNodes();
    const { verdict, underWay, sentAfterLease, takeover, sentAgainAfter } = await cutTheLine(nodes, behaviour, cut);
    if (behaviour.kind === "reset" && nodes.line.hits === 0) throw new Error("Inconclusive: no connection was reset.");
    note(
      { test: "R8", measure: `${what}: lost, skipped of pages`, value: `${verdict.lost}, ${verdict.skipped} of ${verdict.pages}`, target: "0, 0", isMet: verdict.lost + verdict.skipped === 0 },
      { test: "R8", measure: `${what}: duplicates, pages under way`, value: `${verdict.duplicates}, ${underWay}`, target: "at most the pages under way", isMet: verdict.duplicates <= underWay },
      { test: "R8", measure: `${what}: longest from due to handed over, ms`, value: takeover, target: "at most 15,000", isMet: takeover <= 15_000 },
      { test: "R8", measure: `${what}: the node sends again after, ms`, value: sentAgainAfter, target: "at most 30,000", isMet: sentAgainAfter <= 30_000 },
    );
    if (isCutOff) note({ test: "R8", measure: "sends of the cut-off node beyond its lease", value: sentAfterLease, target: "0", isMet: sentAfterLease === 0 });
    expect(verdict).toMatchObject({ lost: 0, skipped: 0 });
    expect(verdict.duplicates).toBeLessThanOrEqual(underWay);
    if (isCutOff) expect(sentAfterLease).toBe(0);
    // Whoever asks some thirty questions for a page needs longer than that where each takes half a second.
    if (behaviour.kind !== "slow") expect(takeover).toBeLessThanOrEqual(15_000);
    expect((await client(nodes.node.url).get("/readyz")).status).toBe(200);
  }, 300_000);
});

it("R8 turns red where an answer of PostgreSQL is waited for without end", async () => {
  const script = await buildSaboteur("r8-waits-for-ever", { file: "database/pool.ts", from: "query_timeout: isPatient ? 0 : longestAnswer,", to: "" });
  await expect(cutTheLine(await gatherTwoNodes({ script }), { kind: "half-open" }, 1_000, 20_000)).rejects.toThrow("the node behind the line sends again");
}, 300_000);
