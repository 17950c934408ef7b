import { describe, expect, it } from "vitest";
import { canonicalJson } from "../server/values/canonical-json.ts";
import { emptyTree, growTree, rootOf } from "../server/values/merkle.ts";
import { isRefusal } from "../server/values/refusal.ts";
import type { Tx } from "../server/platform/database/database.ts";
import { publicKeyOf, signCheckpoint, signingKeyOf, treeHash, type SignedCheckpoint } from "../server/platform/event-log/checkpoint.ts";
import { readCheckpoints, readInstallationId, readLatestCheckpoint } from "../server/platform/event-log/checkpoint.queries.ts";
import type { LoggedEvent } from "../server/platform/event-log/event.ts";
import { chainHash } from "../server/platform/event-log/event-log.ts";
import type { EvidencePack, PackEvent, PackStream } from "../server/platform/event-log/evidence-pack.ts";
import { checkStream } from "../server/platform/event-log/evidence-pack-checks.ts";
import { linkHash } from "../server/platform/event-log/evidence-pack-parts.ts";
import { verifyPack, type PackTrust } from "../server/platform/event-log/evidence-pack-verification.ts";
import { verifyLog } from "../server/platform/event-log/log-verification.ts";
import { isFull, note } from "./figures.ts";
import { add, amara, database, makeCheckpoint, makePack, mendHeads, packOf, secret, writeAnew } from "./r22-log.ts";

const trust: PackTrust = { publicKeys: [publicKeyOf(secret)], kept: [] };
const verify = (pack: EvidencePack, held: PackTrust = trust) => verifyPack(Buffer.from(JSON.stringify(pack)), held);

// The stream a, of six events, among others; all under one checkpoint, which an auditor keeps.
await add(["a", "b", "a", "c", "a", "b", "a", "a", "c", "a"]);
await makeCheckpoint();
const kept = await database.transaction((tx) => readCheckpoints(tx));

interface Told {
  streamId: string;
  version: number;
  fact: { type: string; data: { amount: number } };
  actor: { kind: string; id: string };
  commandId: string;
  occurredAt: number;
  recordedAt: number;
}

const told = ({ text }: PackEvent) => JSON.parse(text) as Told;
const withEvents = (pack: EvidencePack, change: (stream: PackStream) => Partial<PackStream>): EvidencePack => ({ ...pack, streams: pack.streams.map((stream, place) => (place === 0 ? { ...stream, ...change(stream) } : stream)) });

/** Changes what an event says and leaves its hash. */
const retell = (version: number, change: (event: Told) => Told) => (pack: EvidencePack) =>
  withEvents(pack, ({ events }) => ({ events: events.map((event) => (told(event).version === version ? { ...event, text: canonicalJson(change(told(event))) } : event)) }));

/** Computes every hash of a stream again, and its end, as somebody would who knows how. */
function restamp({ events }: PackStream): Pick<PackStream, "events" | "last"> {
  let before: Uint8Array = Buffer.alloc(32);
  const stamped = events.map((event) => ({ ...event, hash: (before = linkHash(before, event.text)) && Buffer.from(before).toString("hex") }));
  return { events: stamped, last: { version: events.length, hash: stamped.at(-1)?.hash ?? "" } };
}

/** The events numbered anew from 1, in their order. */
const renumber = (events: readonly PackEvent[]) => events.map((event, place) => ({ ...event, text: canonicalJson({ ...told(event), version: place + 1 }) }));

const statements = (...texts: string[]) => async (tx: Tx) => {
  for (const text of texts) await tx.run(text);
};
const changeAmount = (event: LoggedEvent): LoggedEvent => (event.version === 2 ? { ...event, fact: { ...event.fact, data: { amount: 0 } } } : event);

async function insertAt2(tx: Tx): Promise<void> {
  await statements(
    "alter table event_log alter position drop identity",
    "update event_log set position = position + 1000 where position > 1",
    "update event_log set version = version + 100 where stream_id = 'counter/a' and version > 1",
    "update event_log set version = version - 99 where stream_id = 'counter/a' and version > 100",
    `insert into event_log (position, stream_id, version, type, data, actor, command_id, occurred_at, recorded_at, hash)
     select 2, stream_id, 2, type, data, actor, 'put in', occurred_at, recorded_at, hash from event_log where position = 1`,
    "update event_log set position = position - 999 where position > 1000",
  )(tx);
  await writeAnew(tx, "counter/a", (event) => event);
}

const cutTail = statements("delete from event_log where position > 7", mendHeads, "delete from checkpoint");

async function cutAndRegrow(tx: Tx): Promise<void> {
  await cutTail(tx);
  const head = await tx.first<{ version: number; hash: Buffer }>("select version, hash from stream_head where stream_id = 'counter/a'");
  let before = head?.hash ?? Buffer.alloc(32);
  for (let version = (head?.version ?? 0) + 1; version <= 6; version += 1) {
    const event: LoggedEvent = { streamId: "counter/a", version, fact: { type: "added", data: { amount: 1 } }, actor: amara, commandId: `again ${version}`, occurredAt: tx.now, recordedAt: tx.now };
    before = chainHash(before, event);
    await tx.run(
      `insert into event_log (stream_id, version, type, data, actor, command_id, occurred_at, recorded_at, hash) values ($1, $2, 'added', '{"amount": 1}', $3, $4, to_timestamp($5 / 1000.0), to_timestamp($5 / 1000.0), $6)`,
      [event.streamId, version, JSON.stringify(amara), event.commandId, tx.now, before],
    );
  }
  await tx.run(mendHeads);
}

/** Whoever has the database writes history anew, mends every chain and head, and signs with a key of their own. */
async function rewriteAll(tx: Tx, by: string): Promise<void> {
  await writeAnew(tx, "counter/a", changeAmount);
  const hashes = await tx.rows<{ hash: Buffer }>("select hash from event_log order by position");
  const root = Buffer.from(rootOf(treeHash, growTree(treeHash, emptyTree, hashes.map(({ hash }) => hash))));
  const { signature, publicKey } = signCheckpoint(signingKeyOf(by), { installation: await readInstallationId(tx), eventCount: 10, lastPosition: 10, root, madeAt: tx.now });
  await tx.run("delete from checkpoint");
  await tx.run("insert into checkpoint values (10, 10, $1, muster_now(), $2, $3)", [root, signature, publicKey]);
}

const swapped = "update event_log set version = case version when 2 then 100 else 2 end where stream_id = 'counter/a' and version in (2, 3)";
const copied = "insert into event_log (stream_id, version, type, data, actor, command_id, occurred_at, recorded_at, hash) select 'counter/a', 7, type, data, actor, command_id, occurred_at, recorded_at, hash from event_log where stream_id = 'counter/b' and version = 1";

interface Attack {
  name: string;
  /** On the file, by whoever has it and not the key; null where only the database can be attacked so. */
  onPack: ((pack: EvidencePack) => EvidencePack) | null;
  foundInPack: string;
  onLog: (tx: Tx) => Promise<unknown>;
  foundInLog: string;
}

const notInLog = "is not one of the 10 events of the checkpoint: its path does not lead to the signed root.";
const attacks: Attack[] = [
  { name: "edit", onPack: retell(2, (event) => ({ ...event, fact: { ...event.fact, data: { amount: 99 } } })), foundInPack: "is not what was written: its hash is another.", onLog: statements("update event_log set data = '{\"amount\": 99}' where position = 3"), foundInLog: "Event 2 of counter/a is not what was written." },
  { name: "delete middle", onPack: (pack) => withEvents(pack, ({ events }) => ({ events: events.filter((event) => told(event).version !== 3) })), foundInPack: "Event 4 of counter/a follows event 2: event 3 was taken out or put elsewhere.", onLog: statements("delete from event_log where position = 5"), foundInLog: "Event 4 of counter/a follows event 2" },
  { name: "cut tail", onPack: (pack) => withEvents(pack, ({ events }) => restamp({ ...pack.streams[0], events: events.slice(0, 4) } as PackStream)), foundInPack: "The seal does not speak of this pack: it says “events 8”, and the pack has “events 6”.", onLog: cutTail, foundInLog: "The log holds 7 events, and a checkpoint covers 10: its end was cut off." },
  { name: "reorder", onPack: (pack) => withEvents(pack, ({ events }) => ({ events: [2, 1].reduce((all, place, at) => all.with(at + 1, events[place] as PackEvent), events) })), foundInPack: "Event 3 of counter/a follows event 1", onLog: statements(swapped, "update event_log set version = 3 where version = 100"), foundInLog: "of counter/a follows event 1" },
  { name: "insert", onPack: (pack) => withEvents(pack, (stream) => restamp({ ...stream, events: renumber(stream.events.toSpliced(1, 0, { ...(stream.events[0] as PackEvent), position: 2 })) })), foundInPack: notInLog, onLog: insertAt2, foundInLog: "The first 10 events are not those that the checkpoint over 10 events was made of." },
  { name: "restamp", onPack: (pack) => withEvents(retell(2, (event) => ({ ...event, fact: { ...event.fact, data: { amount: 99 } } }))(pack), restamp), foundInPack: notInLog, onLog: (tx) => writeAnew(tx, "counter/a", changeAmount), foundInLog: "The first 10 events are not those that the checkpoint" },
  { name: "cut and regrow", onPack: (pack) => withEvents(pack, (stream) => restamp({ ...stream, events: stream.events.map((event) => (told(event).version > 4 ? { ...event, text: canonicalJson({ ...told(event), commandId: "again" }) } : event)) })), foundInPack: notInLog, onLog: cutAndRegrow, foundInLog: "The log holds 9 events, and a checkpoint covers 10" },
  { name: "actor swap", onPack: retell(3, (event) => ({ ...event, actor: { kind: "person", id: "ben" } })), foundInPack: "Event 3 of counter/a (added, ", onLog: statements(`update event_log set actor = '{"kind": "person", "id": "ben"}' where position = 5`), foundInLog: "Event 3 of counter/a is not what was written." },
  { name: "time swap", onPack: retell(3, (event) => ({ ...event, occurredAt: event.occurredAt - 3_600_000 })), foundInPack: "Event 3 of counter/a (added, ", onLog: statements("update event_log set occurred_at = occurred_at - interval '1 hour' where position = 5"), foundInLog: "Event 3 of counter/a is not what was written." },
  { name: "superuser rewrite", onPack: null, foundInPack: "The checkpoint over 10 events was not signed by the key that you gave", onLog: (tx) => rewriteAll(tx, "the attacker's own secret"), foundInLog: "was not signed by this installation." },
  { name: "trigger dropped", onPack: null, foundInPack: "Event 2 of counter/a is not what was written. No pack is made of a log that was changed.", onLog: statements("update event_log set data = '{\"amount\": 99}' where position = 3", "drop trigger event_log_is_append_only on event_log"), foundInLog: "Nothing keeps changes away from the table event_log" },
  { name: "copied row", onPack: (pack) => withEvents(pack, (stream) => ({ events: [...stream.events, pack.streams[1]?.events[0] as PackEvent] })), foundInPack: "In the place of event 7 of counter/a stands event 1 of counter/b: it was copied from there.", onLog: statements(copied), foundInLog: "Event 7 of counter/a is not what was written." },
];

class Undone extends Error {}

/** Does as a superuser what the product cannot, looks, and takes it back. */
async function afterAttack<T>(attack: (tx: Tx) => Promise<unknown>, look: (tx: Tx) => Promise<T>): Promise<T> {
  let seen: { it: T } | undefined;
  const attacked = database.transaction(async (tx) => {
    for (const table of ["event_log", "checkpoint"]) await tx.run(`alter table ${table} disable trigger all`);
    await attack(tx);
    for (const table of ["event_log", "checkpoint"]) await tx.run(`alter table ${table} enable trigger all`);
    seen = { it: await look(tx) };
    throw new Undone();
  });
  await expect(attacked).rejects.toThrow(Undone);
  if (!seen) throw new Error("Nothing was seen.");
  return seen.it;
}

/** What is found in the attacked file, or in the pack that the attacker makes of the attacked database. */
async function findInPack({ onPack, onLog }: Attack): Promise<string> {
  const sentencesOf = (pack: EvidencePack) => verify(pack).differences.map(({ sentence }) => sentence).join("\n");
  if (onPack) return sentencesOf(onPack(await makePack(["counter/a", "counter/b"])));
  return afterAttack(onLog, async (tx) => {
    const byOwn = await packOf(tx, ["counter/a", "counter/b"]);
    const byAttacker = await packOf(tx, ["counter/a", "counter/b"], { by: "the attacker's own secret" });
    return [byOwn, byAttacker].map((pack) => (isRefusal(pack) ? pack.reason : sentencesOf(pack))).join("\n");
  });
}

const found = { pack: 0, log: 0 };

describe("R22: each of the twelve attacks is found", () => {
  it.each(attacks)("$name, in the pack", async (attack) => {
    expect(await findInPack(attack)).toContain(attack.foundInPack);
    found.pack += 1;
  });

  it.each(attacks)("$name, in the log, against a checkpoint that was kept", async ({ onLog, foundInLog }) => {
    const verdict = await afterAttack(onLog, (tx) => verifyLog(tx, { ...trust, kept }));
    expect(verdict).toMatchObject({ isWhole: false, difference: { sentence: expect.stringContaining(foundInLog) } });
    found.log += 1;
  });

  it("and what nobody touched passes, in the file and in the log", async () => {
    expect(verify(await makePack(["counter/a", "counter/b"]))).toMatchObject({ isProven: true, differences: [] });
    expect(await afterAttack(async () => undefined, (tx) => verifyLog(tx, { ...trust, kept }))).toMatchObject({ isWhole: true, events: 10 });
    note(
      { test: "R22", measure: "attacks on a pack that were found", value: `${found.pack} of ${attacks.length}`, target: "12 of 12", isMet: found.pack === 12 },
      { test: "R22", measure: "attacks on the log that were found", value: `${found.log} of ${attacks.length}`, target: "12 of 12", isMet: found.log === 12 },
    );
  });

  it("which a verifier that follows chains alone would not: this test can fail", async () => {
    const pack = await makePack(["counter/a", "counter/b"]);
    const missed = attacks.filter(({ onPack }) => onPack && onPack(pack).streams.every((stream) => checkStream(stream).difference === null)).map(({ name }) => name);
    expect(missed).toEqual(["cut tail", "insert", "restamp", "cut and regrow"]);
  });

  it("also where the attacker has the right secret, by a checkpoint that was kept", async () => {
    const rewritten = await afterAttack((tx) => rewriteAll(tx, secret), (tx) => packOf(tx, ["counter/a"]));
    if (isRefusal(rewritten)) throw new Error(rewritten.reason);
    expect(verify(rewritten)).toMatchObject({ isProven: true });
    expect(verify(rewritten, { ...trust, kept }).differences).toMatchObject([{ code: "pack.kept-differs", sentence: "The log of the pack is not the one of the checkpoint over 10 events that you kept: it was written anew." }]);
  });
});

describe("R22: packs that are made while 16 write", () => {
  it("are each whole and true, and the log has no fork", async () => {
    await add(["busy"]);
    const ends = performance.now() + (isFull ? 120_000 : 0);
    let isWriting = true;
    const writers = Promise.all(Array.from({ length: 16 }, async (_, writer) => {
      for (let turn = 0; turn < 12 || performance.now() < ends; turn += 1) await add([`busy-${(writer + turn) % 5}`, "busy"]);
    })).finally(() => (isWriting = false));
    const verdicts = [];
    let earlier: SignedCheckpoint | null = null;
    while (isWriting) {
      const pack = await makePack(["counter/busy", "counter/a"], earlier?.eventCount ?? null);
      verdicts.push(verify(pack, { ...trust, kept: earlier ? [earlier] : [] }));
      await makeCheckpoint();
      earlier = await database.transaction((tx) => readLatestCheckpoint(tx));
    }
    await writers;
    await makeCheckpoint();
    const last = verify(await makePack(["counter/busy"]));
    const log = await database.transaction((tx) => verifyLog(tx, { ...trust, kept }));
    const untrue = [...verdicts, last].filter(({ isProven }) => !isProven);
    note(
      { test: "R22", measure: "packs made while 16 write, untrue ones", value: `${verdicts.length + 1}, ${untrue.length}`, target: "none untrue", isMet: untrue.length === 0 },
      { test: "R22", measure: "forks", value: log.isWhole ? 0 : 1, target: "0", isMet: log.isWhole },
    );
    expect(untrue.map(({ differences }) => differences)).toEqual([]);
    expect(log).toMatchObject({ isWhole: true });
  }, 240_000);
});
