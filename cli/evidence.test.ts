import { createPublicKey } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { publicKeyOf, signingKeyOf, writeCheckpointNote } from "../server/platform/event-log/checkpoint.ts";
import { readLatestCheckpoint } from "../server/platform/event-log/checkpoint.queries.ts";
import { checkpointHandler, scheduleCheckpoints } from "../server/platform/event-log/checkpoint.work.ts";
import { readLastPosition } from "../server/platform/event-log/event-log.queries.ts";
import { runSet } from "../server/platform/due-work/set-runner.ts";
import { createHttpServer } from "../server/platform/http/server.ts";
import { hashSecret, newId } from "../server/platform/ids/ids.ts";
import { makeTestDatabase } from "../server/platform/testing/test-database.ts";
import { createNode } from "../server/start/node.ts";
import { addRoutes } from "../server/start/routes.ts";
import { takeEvidence, type EvidenceOptions } from "./evidence.ts";
import { maintenanceVerbs } from "./maintenance.ts";

const token = "mst_a-token-for-the-command-line";
const secret = "s".repeat(32);
const { url: databaseUrl, clock } = await makeTestDatabase();
await clock.set(Date.UTC(2026, 10, 20, 10));
const settings = { publicUrl: "http://127.0.0.1:4600", smtpUrl: null, databaseUrl };
const node = createNode({ ...settings, secret, messengers: {}, log: () => undefined });
const app = await createHttpServer({ publicUrl: settings.publicUrl, version: "0.0.0", logger: false });
addRoutes(app, node, settings);
const url = await app.listen({ port: 0, host: "127.0.0.1" });
const folder = await mkdtemp(join(tmpdir(), "muster-evidence-"));
const inFolder = (name: string) => join(folder, name);
afterAll(async () => {
  await app.close();
  await node.stop();
  await rm(folder, { recursive: true });
});
afterEach(() => void (process.exitCode = 0));

await node.database.transaction(async (tx) => {
  await tx.run("insert into person (id, name, email, place) values ('amara', 'Amara', 'amara@acme.example', 0)");
  await tx.run(`insert into api_token (id, name, token_hash, role, made_by, made_at) values ($1, 'command line', $2, 'administrator', '{"kind":"muster"}', now())`, [newId(), hashSecret(token)]);
  await scheduleCheckpoints(tx);
});
const declared = await fetch(`${url}/api/v1/incidents`, { method: "POST", headers: { authorization: `Bearer ${token}`, "content-type": "application/json" }, body: JSON.stringify({ title: "Baskets are lost", severity: "sev1", commanderId: "amara" }) });
const { ref } = (await declared.json()) as { ref: string };

/** Makes a checkpoint over all there is, or waits for whoever makes it, and keeps it in a file. */
async function keepCheckpoint(name: string): Promise<void> {
  await clock.advance(60_000);
  for (let isCovered = false; !isCovered; ) {
    await runSet(node.database, checkpointHandler(secret), (problem, fault) => {
      throw new Error(problem, { cause: fault });
    });
    isCovered = await node.database.transaction(async (tx) => {
      const checkpoint = await readLatestCheckpoint(tx);
      if (checkpoint?.lastPosition !== (await readLastPosition(tx))) return false;
      await writeFile(inFolder(name), writeCheckpointNote(checkpoint));
      return true;
    });
  }
}

function outside(environment: Record<string, string> = {}) {
  const [said, complained] = [[] as string[], [] as string[]];
  return { environment, said, complained, say: (line: string) => void said.push(line), complain: (line: string) => void complained.push(line) };
}

async function take(name: string | null, options: EvidenceOptions) {
  const terminal = outside({ MUSTER_URL: url, MUSTER_TOKEN: token });
  return { code: await takeEvidence(name, options, terminal), said: terminal.said, complained: terminal.complained };
}

/** `muster verify` as a terminal would run it, where there is neither a server nor a database. */
async function verify(...options: string[]) {
  const terminal = outside();
  process.exitCode = 0;
  await maintenanceVerbs(terminal).find((verb) => verb.name() === "verify")?.parseAsync(options, { from: "user" });
  return { code: process.exitCode, said: terminal.said, complained: terminal.complained };
}

const key = publicKeyOf(secret).toString("hex");

describe("muster evidence", () => {
  it("takes a pack while its events are not under a checkpoint yet, and says so", async () => {
    const { code, said } = await take(ref, { output: inFolder("early.json") });
    expect([code, said.join("\n")]).toEqual([0, expect.stringMatching(/holds \d+ events of \d+ streams\.[^]*newer than the newest checkpoint, which is made now/)]);
    expect(await verify(inFolder("early.json"), "--key", key)).toMatchObject({ code: 0, said: expect.arrayContaining([expect.stringContaining("Not checked: Whether the log still holds what came last")]) });
  });

  it("takes one that shows how the log grew from a checkpoint that was kept", async () => {
    await keepCheckpoint("first");
    await take(ref, { output: inFolder("more.json") });
    await keepCheckpoint("second");
    expect(await take(ref, { output: inFolder("grown.json"), checkpoint: inFolder("first") })).toMatchObject({ code: 0, complained: [] });
    expect(await verify(inFolder("grown.json"), "--checkpoint", inFolder("first"))).toMatchObject({ code: 0, complained: [], said: expect.arrayContaining([expect.stringContaining("or grew from it."), `${inFolder("grown.json")} is true.`]) });
    expect(await verify(inFolder("more.json"), "--checkpoint", inFolder("second"))).toMatchObject({ code: 1, complained: [expect.stringContaining("The pack is older than"), expect.anything()] });
  });

  it("writes it to read and to print, and takes a period", async () => {
    expect(await take(ref, { format: "markdown", output: inFolder("read.md") })).toMatchObject({ code: 0 });
    expect(await readFile(inFolder("read.md"), "utf8")).toMatch(/^# INC-1: Baskets are lost/);
    const period = { from: "2026-11-20T00:00:00Z", to: "2026-11-20T10:01:00Z" };
    expect(await take(null, { ...period, output: inFolder("period.json") })).toMatchObject({ code: 0 });
    expect(await verify(inFolder("period.json"), "--key", key)).toMatchObject({ code: 0 });
  });

  it("says what is missing or not there", async () => {
    expect(await take(null, {})).toMatchObject({ code: 1, complained: ["Name an incident, such as INC-12, or a period with --from and --to."] });
    expect(await take("INC-99", {})).toMatchObject({ code: 1, complained: ["There is no such incident."] });
    expect(await take(ref, { checkpoint: inFolder("absent") })).toMatchObject({ code: 1, complained: [expect.stringContaining("cannot be read")] });
  });
});

describe("muster verify PACK", () => {
  const pack = inFolder("grown.json");

  it("proves it by the key, however that is given, and not without one", async () => {
    await writeFile(inFolder("key.hex"), `${key}\n`);
    await writeFile(inFolder("key.pem"), createPublicKey(signingKeyOf(secret)).export({ format: "pem", type: "spki" }));
    for (const given of [key, inFolder("key.hex"), inFolder("key.pem"), inFolder("first")]) expect(await verify(pack, "--key", given)).toMatchObject({ code: 0, complained: [] });
    expect(await verify(pack)).toMatchObject({ code: 1, said: expect.arrayContaining([expect.stringContaining("the key in it proves nothing")]), complained: [`${pack} is not proven.`] });
    expect(await verify(pack, "--key", publicKeyOf("another secret").toString("hex"))).toMatchObject({ code: 1, complained: expect.arrayContaining(["The seal was not signed by the key that you gave."]) });
  });

  it("names the event that was changed", async () => {
    const text = await readFile(pack, "utf8");
    await writeFile(inFolder("changed.json"), text.replace('\\"severity\\":\\"sev1\\"', '\\"severity\\":\\"sev4\\"'));
    expect(await verify(inFolder("changed.json"), "--key", key)).toMatchObject({ code: 1, said: [], complained: expect.arrayContaining([expect.stringMatching(/^Event 1 of incident\/\S+ \(incident declared, 2026-11-20T10:00:\S+\) is not what was written: its hash is another\.$/), `${inFolder("changed.json")} is not what was written.`]) });
  });

  it("says which file is no pack, no key, or not there, and what belongs to the log alone", async () => {
    await writeFile(inFolder("poem"), "roses are red");
    expect(await verify(inFolder("poem"), "--key", key)).toMatchObject({ code: 1, complained: [expect.stringContaining("This is no evidence pack"), expect.anything()] });
    expect(await verify(inFolder("absent"))).toMatchObject({ code: 1, complained: [expect.stringContaining("cannot be read")] });
    expect(await verify(pack, "--key", inFolder("poem"))).toMatchObject({ code: 1, complained: [expect.stringContaining("holds no public key")] });
    expect(await verify(pack, "--key", "abc")).toMatchObject({ code: 1, complained: ["abc is neither a file nor 64 hexadecimal digits."] });
    expect(await verify(pack, "--save", inFolder("saved"))).toMatchObject({ code: 1, complained: [expect.stringContaining("--save is for the log")] });
    expect(await verify("--key", key)).toMatchObject({ code: 1, complained: [expect.stringContaining("A key is for a pack")] });
  });
});
