import { expect, it } from "vitest";
import { publicKeyOf } from "../server/platform/event-log/checkpoint.ts";
import { chainHash } from "../server/platform/event-log/event-log.ts";
import { readFeed } from "../server/platform/event-log/event-log.queries.ts";
import { verifyPack } from "../server/platform/event-log/evidence-pack-verification.ts";
import { verifyLog } from "../server/platform/event-log/log-verification.ts";
import { isFull, note } from "./figures.ts";
import { add, database, makeCheckpoint, makePack, secret } from "./r22-log.ts";

const events = isFull ? 1_000_000 : 6_000;
const atOnce = 1_000;
const ofPack = 400;
const rounds = 50;
const trust = { publicKeys: [publicKeyOf(secret)], kept: [] };

async function timed<T>(work: () => T | Promise<T>): Promise<{ it: T; milliseconds: number }> {
  const began = performance.now();
  const it = await work();
  return { it, milliseconds: Math.round(performance.now() - began) };
}

it("R22: a log of a million events is verified, and 400 of them are packed and proven, in the time that they may take", async () => {
  const streams = Array.from({ length: atOnce }, (_, place) => (place === 0 ? "rare" : `busy-${place % 97}`));
  const writing = await timed(async () => {
    for (let written = 0; written < events; written += atOnce) await add(written / atOnce < ofPack ? streams : streams.map(() => "busy-0"));
  });
  await makeCheckpoint();
  const read = await database.transaction((tx) => readFeed(tx, 0, atOnce));
  // What is hashed is the event without its own hash and place.
  const sample = read.map(({ hash, position: _position, ...event }) => ({ hash, event }));
  // Once is as long as one collection of garbage.
  const hashing = await timed(() => Array.from({ length: rounds }, () => sample.forEach(({ hash, event }) => chainHash(hash, event))));
  const log = await timed(() => database.transaction((tx) => verifyLog(tx, trust)));
  const pack = await timed(() => makePack(["counter/rare"]));
  const proof = await timed(() => verifyPack(Buffer.from(JSON.stringify(pack.it)), trust));
  expect(log.it).toMatchObject({ isWhole: true, events });
  expect(proof.it).toMatchObject({ isProven: true });
  expect(pack.it.streams[0]?.events).toHaveLength(Math.min(ofPack, events / atOnce));
  const share = Math.round((hashing.milliseconds / rounds / sample.length) * (events / writing.milliseconds) * 1_000) / 10;
  if (!isFull) return;
  note(
    { test: "R22", measure: "a log of 1,000,000 events verified, ms", value: log.milliseconds, target: "at most 60,000", isMet: log.milliseconds <= 60_000 },
    { test: "R22", measure: "a pack of 400 of 1,000,000 events made, ms", value: pack.milliseconds, target: "at most 15,000", isMet: pack.milliseconds <= 15_000 },
    { test: "R22", measure: "such a pack verified, ms", value: proof.milliseconds, target: "at most 1,000", isMet: proof.milliseconds <= 1_000 },
    { test: "R22", measure: "part of writing an event that its hash takes, %", value: share, target: "at most 10", isMet: share <= 10 },
  );
}, 900_000);
