import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ContentReference } from "../../values/content-reference.ts";
import type { Actor } from "../../values/actor.ts";
import { isRefusal } from "../../values/refusal.ts";
import { runSet } from "../due-work/set-runner.ts";
import { openTestDatabase } from "../testing/test-database.ts";
import { publicKeyOf, type SignedCheckpoint } from "./checkpoint.ts";
import { readLatestCheckpoint } from "./checkpoint.queries.ts";
import { checkpointHandler, hastenCheckpoint, scheduleCheckpoints } from "./checkpoint.work.ts";
import { putContent, redactContent } from "./content.ts";
import type { Decider } from "./event.ts";
import { execute } from "./event-log.ts";
import type { EvidencePack } from "./evidence-pack.ts";
import { readWrittenStreams } from "./evidence-pack.queries.ts";
import { verifyPack, type PackTrust, type PackVerdict } from "./evidence-pack-verification.ts";
import { writePack } from "./evidence-pack-writing.ts";

const noted: Decider<object, ContentReference, { type: "noted"; data: { text: ContentReference } }> = {
  kind: "note",
  knows: { noted: true },
  initial: {},
  decide: (text) => [{ type: "noted", data: { text } }],
  evolve: (state) => state,
};

const secret = "a secret for tests, long enough";
const trust: PackTrust = { publicKeys: [publicKeyOf(secret)], kept: [] };
const amara: Actor = { kind: "person", id: "amara" };
const { database, clock } = await openTestDatabase();

let written = 0;
async function note(id: string, words: string): Promise<ContentReference> {
  written += 1;
  return database.transaction(async (tx) => {
    const text = await putContent(tx, words);
    await execute(tx, noted, { streamId: `note/${id}`, commandId: String(written), actor: amara, command: text });
    return text;
  });
}

const faults: unknown[] = [];
const runDue = () => runSet(database, checkpointHandler(secret), (_problem, fault) => void faults.push(fault));
async function makeCheckpoint(): Promise<SignedCheckpoint> {
  await clock.advance(60_000);
  await runDue();
  const checkpoint = await database.transaction((tx) => readLatestCheckpoint(tx));
  if (!checkpoint) throw new Error("There is no checkpoint.");
  return checkpoint;
}

async function makePack(options: { grownFrom?: number; findings?: unknown } = {}): Promise<EvidencePack> {
  const pack = await database.transaction(async (tx) =>
    writePack(tx, secret, {
      subject: { kind: "note", name: "a", streamId: "note/a" },
      events: await readWrittenStreams(tx, ["note/a", "note/b"]),
      documents: [{ name: "process version 3", value: { roles: ["commander"] } }],
      findings: options.findings ?? null,
      glossary: { people: { amara: "Amara Okafor" } },
      grownFrom: options.grownFrom ?? null,
    }),
  );
  if (isRefusal(pack)) throw new Error(pack.reason);
  return pack;
}

const bytesOf = (pack: unknown) => Buffer.from(JSON.stringify(pack));
const verify = (pack: EvidencePack, held: PackTrust = trust): PackVerdict => verifyPack(bytesOf(pack), held);

await database.transaction((tx) => scheduleCheckpoints(tx));
for (const [id, words] of [["a", "So it began"], ["c", "Elsewhere"], ["b", "Beside it"], ["a", "It goes on"], ["a", "The password is hunter2"]] as const) await note(id, words);
const early = await makeCheckpoint();
for (const id of ["c", "a", "c", "b"]) await note(id, `More of ${id}`);
await makeCheckpoint();

describe("a pack that nobody touched", () => {
  it("is proven by the key alone, and says what was looked at and what was not", async () => {
    const pack = await makePack();
    expect(pack.streams.map(({ streamId, events }) => [streamId, events.length])).toEqual([["note/a", 4], ["note/b", 2]]);
    const verdict = verify(pack);
    expect(verdict).toMatchObject({ isProven: true, differences: [], unchecked: ["The names in the glossary: nobody signed them."] });
    expect(verdict.checked.join("\n")).toMatch(/2 streams, 6 events: each names the one before[^]*6 of them lead to the signed root of the checkpoint over 9 events[^]*6 texts: each is what was typed[^]*signed by the key that you gave/);
  });

  it("proves nothing by the key that stands in it", async () => {
    const verdict = verify(await makePack(), { publicKeys: [], kept: [] });
    expect(verdict).toMatchObject({ isProven: false, differences: [] });
    expect(verdict.unchecked.at(-1)).toContain("the key in it proves nothing");
    expect(verify(await makePack(), { publicKeys: [publicKeyOf("another secret")], kept: [] })).toMatchObject({ isProven: false, differences: [{ code: "pack.checkpoint-not-genuine" }, { code: "pack.seal-not-genuine" }] });
  });

  it("says which events came after the checkpoint, which is then due at once", async () => {
    await note("a", "Just now");
    const verdict = verify(await makePack());
    expect(verdict).toMatchObject({ isProven: true, unchecked: [expect.stringContaining("event 5 of note/a (noted, "), expect.anything()] });
    await runDue();
    expect(verify(await makePack()).unchecked).toHaveLength(2);
    await database.transaction((tx) => hastenCheckpoint(tx));
    await runDue();
    expect(verify(await makePack()).unchecked).toHaveLength(1);
    expect(faults).toEqual([]);
  });

  it("is held against checkpoints that were kept, the newest and an earlier one", async () => {
    const newest = await makeCheckpoint();
    expect(verify(await makePack(), { ...trust, kept: [newest] })).toMatchObject({ isProven: true });
    expect(verify(await makePack({ grownFrom: early.eventCount }), { ...trust, kept: [early] })).toMatchObject({ isProven: true });
    expect(verify(await makePack(), { ...trust, kept: [early] }).differences).toMatchObject([{ code: "pack.kept-differs", sentence: expect.stringContaining("Fetch it with --checkpoint") }]);
    const forged = { ...early, root: newest.root };
    expect(verify(await makePack({ grownFrom: early.eventCount }), { ...trust, kept: [forged] }).differences).toMatchObject([{ sentence: expect.stringContaining("did not grow from") }]);
    await expect(makePack({ grownFrom: 4 })).rejects.toThrow("There is no checkpoint over 4 events.");
  });

  it("stays true when a text is taken out afterwards, and so does the pack that is made then", async () => {
    const secretText = await note("a", "My password is hunter2");
    await makeCheckpoint();
    const before = await makePack();
    expect(await database.transaction((tx) => redactContent(tx, secretText.contentId, amara))).toBe(true);
    const after = await makePack();
    expect(JSON.stringify(after)).not.toContain("My password");
    expect(after.texts.find(({ contentId }) => contentId === secretText.contentId)).toMatchObject({ hash: secretText.hash, salt: null, text: null, redactedAt: expect.any(String) });
    expect([verify(before), verify(after)]).toMatchObject([{ isProven: true }, { isProven: true, checked: expect.arrayContaining([expect.stringContaining("1 was taken out")]) }]);
  });

  it("stays true under other names, and not under other findings or documents", async () => {
    const pack = await makePack({ findings: { items: [{ verdict: "missed" }] } });
    expect(verify({ ...pack, glossary: {} })).toMatchObject({ isProven: true });
    expect(verify({ ...pack, findings: { items: [] } }).differences).toMatchObject([{ code: "pack.seal-differs", sentence: expect.stringContaining("findings") }]);
    const other = pack.documents.map((document) => ({ ...document, text: "{}" }));
    expect(verify({ ...pack, documents: other }).differences).toMatchObject([{ code: "pack.document-changed", sentence: "The document “process version 3” is not the one that was sealed." }]);
  });
});

describe("a file that is no pack", () => {
  const firstDifference = (bytes: Buffer) => {
    const { isProven, differences } = verifyPack(bytes, trust);
    expect(isProven).toBe(false);
    return differences[0]?.sentence ?? "";
  };

  it("is said to be none, and why", async () => {
    const pack = await makePack();
    const changed = (change: object) => firstDifference(bytesOf({ ...pack, ...change }));
    expect(firstDifference(Buffer.from(""))).toContain("This is no evidence pack: the file is not JSON");
    expect(firstDifference(Buffer.from([0xff, 0xfe]))).toContain("not UTF-8");
    expect(firstDifference(Buffer.from("[".repeat(1_000_000)))).toContain("nested deeper than 64 levels");
    expect(firstDifference(Buffer.from("[]"))).toContain("does not say that it is one");
    expect(changed({ version: 2 })).toContain("This pack is of version 2");
    expect(changed({ version: undefined })).toContain("version none");
    expect(changed({ streams: "all" })).toContain("streams: ");
    expect(changed({ more: 1 })).toContain("more");
    expect(firstDifference(Buffer.from(JSON.stringify(pack).replace('"position":', '"position":1e400,"place":')))).toContain("streams.0.events.0");
    expect(firstDifference(Buffer.from(JSON.stringify(pack).replace('"glossary":', '"glossary":{},"gloss\\u0061ry":')))).toBe("The member \"glossary\" stands twice in one place, so that it could be read in two ways.");
  });

  it("never passes, whatever was done to the bytes of a true one", async () => {
    const { glossary: _glossary, toVerify: _toVerify, ...bare } = await makePack();
    const bytes = bytesOf({ ...bare, glossary: {}, toVerify: [] });
    const harm = fc.oneof(
      fc.record({ kind: fc.constant("cut"), at: fc.nat(bytes.length - 1), by: fc.nat() }),
      fc.record({ kind: fc.constant("flip"), at: fc.nat(bytes.length - 1), by: fc.integer({ min: 1, max: 255 }) }),
      fc.record({ kind: fc.constant("drop"), at: fc.nat(bytes.length - 1), by: fc.integer({ min: 1, max: 400 }) }),
    );
    fc.assert(
      fc.property(harm, ({ kind, at, by }) => {
        const harmed = kind === "cut" ? bytes.subarray(0, at) : kind === "drop" ? Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + by)]) : Buffer.from(bytes.map((byte, place) => (place === at ? byte ^ by : byte)));
        const { isProven, differences } = verifyPack(harmed, trust);
        // The one thing that nobody signed: when a text was taken out.
        const isHarmless = /"redactedAt":"[^"]*$/.test(bytes.toString("utf8", 0, at)) || isSpace(harmed, bytes);
        if (!isHarmless) expect([isProven, differences[0]?.sentence.length ?? 0]).toEqual([false, expect.toSatisfy((length: number) => length > 20)]);
      }),
      { numRuns: 600 },
    );
  });

  it("never passes, whatever values stand in it", async () => {
    const pack = await makePack();
    const paths = pathsOf(pack).filter((path) => !/^(glossary|toVerify|texts\.\d+\.redactedAt)/.test(path.join(".")));
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.oneof(fc.jsonValue(), fc.double(), fc.bigInt().map(Number), fc.constantFrom(-1, 2 ** 53, Number.MAX_VALUE, "", "0".repeat(64))), (path, value) => {
        fc.pre(JSON.stringify(valueAt(pack, path)) !== JSON.stringify(value));
        const { isProven, differences } = verifyPack(bytesOf(withValue(pack, path, value)), trust);
        expect([isProven, differences.length > 0]).toEqual([false, true]);
      }),
      { numRuns: 400 },
    );
  });
});

function isSpace(harmed: Buffer, bytes: Buffer): boolean {
  try {
    return JSON.stringify(JSON.parse(harmed.toString())) === bytes.toString();
  } catch {
    return false;
  }
}

type Path = (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return path.length > 0 ? [path] : [];
  const members = Array.isArray(value) ? value.map((member, place) => [place, member] as const) : Object.entries(value);
  return [...(path.length > 0 ? [path] : []), ...members.flatMap(([name, member]) => pathsOf(member, [...path, name]))];
}

const valueAt = (value: unknown, path: Path): unknown => path.reduce((part, name) => (part as Record<string, unknown>)[name], value);

function withValue(value: unknown, [name, ...rest]: Path, replaced: unknown): unknown {
  if (name === undefined) return replaced;
  const changed = Array.isArray(value) ? [...value] : { ...(value as object) };
  (changed as Record<string, unknown>)[name] = withValue((value as Record<string, unknown>)[name], rest, replaced);
  return changed;
}
