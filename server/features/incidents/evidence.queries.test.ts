import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, inject, it } from "vitest";
import { backup } from "../../platform/database/backup.ts";
import { openDatabase, type Database } from "../../platform/database/database.ts";
import { ownMigrations, restore } from "../../platform/database/restore.ts";
import { putContent } from "../../platform/event-log/content.ts";
import { RawBody } from "../../platform/http/raw-body.ts";
import { newId } from "../../platform/ids/ids.ts";
import { databaseUrl, runOn } from "../../platform/testing/global-setup.ts";
import { openTestDatabase } from "../../platform/testing/test-database.ts";
import { muster } from "../../values/actor.ts";
import { isRefusal } from "../../values/refusal.ts";
import { insertEvidence, readEvidence, readPiece, storeBytes } from "./evidence.queries.ts";

const { database, url } = await openTestDatabase();
const folder = await mkdtemp(join(tmpdir(), "muster-evidence-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

const pieces = Array.from({ length: 6 }, () => randomBytes(524_288));
const body = new RawBody(pieces, createHash("sha256").update(Buffer.concat(pieces)).digest("hex"), 6 * 524_288);

async function openEmpty(): Promise<{ url: string; database: Database }> {
  const name = `empty_${randomBytes(6).toString("hex")}`;
  await runOn(inject("postgresUrl"), `create database ${name}`);
  const target = databaseUrl(inject("postgresUrl"), name);
  const restored = openDatabase({ url: target, connections: 2 });
  afterAll(async () => {
    await restored.close();
    await runOn(inject("postgresUrl"), `drop database if exists ${name} with (force)`);
  });
  return { url: target, database: restored };
}

async function readWhole(from: Database, hash: Buffer): Promise<Buffer> {
  const found: Buffer[] = [];
  for (let piece: Buffer | null; (piece = await from.transaction((tx) => readPiece(tx, hash, found.length))); ) found.push(piece);
  return Buffer.concat(found);
}

describe("a file of 3 MB", () => {
  it("is in a backup, byte for byte", async () => {
    const id = newId();
    await database.transaction(async (tx) => {
      const hash = await storeBytes(tx, body);
      const name = await putContent(tx, "core.bin");
      await insertEvidence(tx, { id, incident_id: newId(), kind: "file", name_id: name.contentId, media_type: "application/octet-stream", size: body.size, hash, link: null, added_by: muster });
    });
    const file = join(folder, "one.muster");
    const made = await backup(url, file, () => undefined);
    const target = await openEmpty();
    const restored = await restore(target.url, file, { migrations: ownMigrations, progress: () => undefined });
    expect([made, restored].filter(isRefusal)).toEqual([]);
    const row = await target.database.transaction((tx) => readEvidence(tx, id));
    expect(row).toMatchObject({ name: "core.bin", size: 3_145_728 });
    expect((await readWhole(target.database, row?.hash ?? Buffer.alloc(0))).equals(Buffer.concat(pieces))).toBe(true);
  });
});
