import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { judgeIncidents, readStories, type Judged } from "../server/features/adherence/index.ts";
import { openDatabase, type Database } from "../server/platform/database/database.ts";
import { applyDocument } from "../server/platform/config-document/configuration-apply.ts";
import { configuration } from "../server/start/configuration.ts";
import { muster } from "../server/values/actor.ts";
import { toIso } from "../server/values/instant.ts";
import { slicesOf } from "../server/values/slices.ts";
import { isRefusal } from "../server/values/refusal.ts";
import { loadNow, openBenchmarkGround } from "./ground.ts";

const incidents = 10_000;
/** Read at once, so that memory stays small. */
const slice = 500;
const minute = 60_000;
const begin = Date.parse("2026-10-05T08:00:00Z");
const text = { contentId: "00000000-0000-7000-8000-000000000001", hash: "ab" };
const people = ["amara", "ben", "chidi", "dana", "elif", "farid"];

type Line = readonly [minutes: number, personId: string | null, type: string, data: object];

interface Scripted {
  id: string;
  streams: Readonly<Record<string, readonly Line[]>>;
  retrospectiveId: string;
  begin: number;
}

/** A night like others: paged, answered, classed, roles, news every half hour, a hand-over, resolved, looked back at; times differ from one to the next. */
function script(index: number): Scripted {
  const [id, retrospectiveId] = [randomUUID(), randomUUID()];
  const who = (offset: number) => people[(index + offset) % people.length] ?? "amara";
  const late = (minutes: number, most: number) => minutes + ((index * 7) % most);
  const severity = ["sev0", "sev1", "sev2", "sev3"][index % 4] ?? "sev1";
  const told = ["executives", "support"];
  const updates = Array.from({ length: 8 }, (_, turn): Line => [late(20 + 45 * turn, 30), who(2), "update sent", { updateId: "u", isPublic: turn % 2 === 0, isClosing: false, audiences: told.map((audienceId) => ({ audienceId, nextAt: null })) }]);
  const notes = Array.from({ length: 12 }, (_, turn): Line => [15 + 28 * turn, who(turn), "note posted", { text, replyTo: null }]);
  const middle = [...updates, ...notes].sort(([a], [b]) => a - b);
  const incident: Line[] = [
    [0, null, "incident declared", { number: index + 1, title: text, origin: "route", serviceIds: ["checkout"], groupIds: [], processVersion: 1, commanderRole: "incident-commander", detectedAt: null, isDrill: false, severity: null, priority: null, commander: { personId: who(0), isProvisional: true, because: "first-paged" } }],
    [0, null, "milestone reached", { milestone: "paged", at: begin + index * minute }],
    [late(2, 8), who(0), "incident acknowledged", { personId: who(0) }],
    [late(2, 8), who(0), "role taken", { role: "incident-commander", personId: who(0), isProvisional: false, isShared: false, because: "acknowledged" }],
    [late(9, 12), who(0), "class set", { severity, priority: "p1", reason: text }],
    [late(9, 12), null, "audiences looped in", { audiences: told.map((audienceId) => ({ audienceId, onlyReceiver: null })), added: told, left: [] }],
    [late(10, 12), null, "people called", { call: "role:communications-lead", targets: ["role/communications-lead"], policyId: null }],
    [late(12, 12), who(2), "role taken", { role: "communications-lead", personId: who(2), isProvisional: false, isShared: false, because: "accepted" }],
    ...middle,
    [370, who(0), "handover offered", { handoverId: "h", role: "incident-commander", fromPersonId: who(0), toPersonId: who(3), brief: text }],
    [400, who(3), "handover accepted", { handoverId: "h", role: "incident-commander", fromPersonId: who(0), toPersonId: who(3) }],
    [430, who(3), "incident resolved", {}],
  ];
  const retrospective: Line[] = [
    [430, null, "retrospective begun", { incidentId: id, ownerId: who(1), dueAt: begin + (index + 7_000) * minute }],
    [3_000, who(1), "section saved", { section: "summary", version: 1, text }],
    [3_100, who(1), "review begun", {}],
  ];
  const call: Line[] = [[10, null, "escalation begun", {}], [13, who(2), "escalation acknowledged", { personId: who(2) }]];
  return { id, retrospectiveId, begin: begin + index * minute, streams: { [`incident/${id}`]: incident, [`escalation/incident-${id}-role:communications-lead`]: call, [`retrospective/${retrospectiveId}`]: retrospective } };
}

/** Writes the nights, and gives what the incidents are known by: what was written is not held, so that only what is read weighs on what is measured. */
async function writeNights(database: Database): Promise<{ asked: Judged[]; events: number }> {
  const asked: Judged[] = [];
  let events = 0;
  for (let from = 0; from < incidents; from += slice) {
    const scripts = Array.from({ length: slice }, (_, index) => script(from + index));
    const rows = scripts.flatMap(({ streams, begin: at }) => Object.entries(streams).flatMap(([stream, lines]) => lines.map((line, place) => ({ stream, line, version: place + 1, at: toIso(at + line[0] * minute) }))));
    events += rows.length;
    await database.transaction((tx) =>
      tx.run(
        `insert into event_log (stream_id, version, type, data, actor, command_id, occurred_at, recorded_at, hash)
         select stream_id, version, type, data, actor, '', at, at, '\\x00' from unnest($1::text[], $2::int[], $3::text[], $4::jsonb[], $5::jsonb[], $6::timestamptz[]) as new (stream_id, version, type, data, actor, at)`,
        [rows.map(({ stream }) => stream), rows.map(({ version }) => version), rows.map(({ line }) => line[2]), rows.map(({ line }) => JSON.stringify(line[3])), rows.map(({ line: [, id] }) => JSON.stringify(id === null ? muster : { kind: "person", id })), rows.map(({ at }) => at)],
      ),
    );
    asked.push(...scripts.map(({ id, retrospectiveId }) => ({ id, state: { calls: ["role:communications-lead"], retrospectiveId, processVersion: 1 } })));
  }
  await database.transaction((tx) => tx.run("analyze event_log"));
  return { asked, events };
}

const ground = await openBenchmarkGround();
const database = openDatabase({ url: ground.url, context: { secret: "s".repeat(32) } });
try {
  const applied = await database.transaction((tx) => applyDocument(tx, configuration, { text: readFileSync("examples/acme.yaml", "utf8"), format: "yaml" }, { actor: muster, role: "administrator", personId: null }));
  if (isRefusal(applied)) throw new Error(applied.reason);
  const { asked, events } = await writeNights(database);
  const timed = async (work: () => Promise<void>): Promise<number> => {
    const from = performance.now();
    await work();
    return performance.now() - from;
  };
  const verdicts = new Map<string, number>();
  const read = () =>
    timed(() =>
      database.transaction(async (tx) => {
        for (const some of slicesOf(asked, slice)) await readStories(tx, some);
      }),
    );
  const judge = () =>
    timed(() =>
      database.transaction(async (tx) => {
        for await (const { findings } of judgeIncidents(tx, asked)) for (const { verdict } of findings) verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
      }),
    );
  const [readings, judgings] = [[await read()], [await judge()]];
  console.log(`${incidents} incidents, ${events} events, ${[...verdicts].map(([verdict, count]) => `${count} ${verdict}`).join(", ")}; ${loadNow()}`);
  for (let round = 0; round < 2; round += 1) {
    readings.push(await read());
    judgings.push(await judge());
  }
  const seconds = (times: readonly number[]) => `${times.map((time) => (time / 1_000).toFixed(1)).join(", ")} s`;
  console.log(`read and folded: ${seconds(readings)}; read, folded and judged: ${seconds(judgings)} (asked: 10 s); ${loadNow()}`);
  console.log(`ratio, judged to read alone: ${(Math.min(...judgings) / Math.min(...readings)).toFixed(2)}x`);
} finally {
  await database.close();
  await ground.stop();
}
