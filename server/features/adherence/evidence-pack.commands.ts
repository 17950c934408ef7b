import type { Tx } from "../../platform/database/database.ts";
import { hastenCheckpoint } from "../../platform/event-log/checkpoint.work.ts";
import type { EvidencePack } from "../../platform/event-log/evidence-pack.ts";
import { countEvents, readWrittenSpan, readWrittenStreams, type WrittenEvent } from "../../platform/event-log/evidence-pack.queries.ts";
import { writePack } from "../../platform/event-log/evidence-pack-writing.ts";
import { toIso, type Instant } from "../../values/instant.ts";
import type { Caller } from "../../values/permission.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { muster } from "../../values/actor.ts";
import { recordAudit } from "../access/index.ts";
import { incidentStream, readIncidentRow, readOrganizationWords, refOf, type IncidentRow } from "../incidents/index.ts";
import { readProcess } from "../process/index.ts";
import type { Findings } from "./evidence-findings.rules.ts";
import { readFindings } from "./adherence-view.queries.ts";
import { readDeclaredIn, readHiddenTrails, readStreamsOf } from "./evidence-pack.queries.ts";
import { glossaryOf } from "./glossary.rules.ts";

/** More would take the memory that paging needs. */
const mostEvents = 20_000;

export interface PackWish {
  caller: Caller;
  /** The count of an earlier checkpoint that somebody kept; null where nothing is to be held against one. */
  grownFrom: number | null;
}

/** An incident of a pack, and what was judged of it; null where it was not. */
export interface PackedIncident {
  row: IncidentRow;
  findings: Findings | null;
}

export interface IncidentPack extends PackedIncident {
  pack: EvidencePack;
}

export interface PeriodPack {
  pack: EvidencePack;
  incidents: PackedIncident[];
}

/** Everything of one incident, signed; that it was taken out stands in the audit trail. */
export async function packIncident(tx: Tx, incidentId: string, wish: PackWish): Promise<IncidentPack | Refusal> {
  const row = await readIncidentRow(tx, incidentId);
  if (!row) throw new Error(`The incident ${incidentId} is gone.`);
  const streams = await readStreamsOf(tx, [incidentId]);
  const tooMany = whyTooMany(await countEvents(tx, streams), "incident");
  if (tooMany) return tooMany;
  const findings = await readFindings(tx, wish.caller, incidentId);
  const ref = refOf(row.number);
  const events = await readWrittenStreams(tx, streams);
  const pack = await writePack(tx, secretOf(tx), {
    ...{ subject: { kind: "incident", name: ref, streamId: incidentStream(incidentId) }, events, grownFrom: wish.grownFrom },
    documents: await readProcesses(tx, [row.process_version]),
    findings: findings?.facts ?? null,
    glossary: await readGlossary(tx, wish.caller, events),
  });
  if (isRefusal(pack)) return pack;
  await noteExport(tx, wish.caller, ref, pack);
  return { pack, row, findings };
}

/** All incidents declared in a period, with the administrative audit trail of the period. */
export async function packPeriod(tx: Tx, { from, to }: { from: Instant; to: Instant }, wish: PackWish): Promise<PeriodPack | Refusal> {
  const declared = await readDeclaredIn(tx, { from, to });
  const streams = await readStreamsOf(tx, declared);
  const hidden = await readHiddenTrails(tx);
  const audited = (await readWrittenSpan(tx, "audit", { from, to }, mostEvents + 1)).filter(({ event }) => !hidden.has(event.streamId));
  const tooMany = whyTooMany((await countEvents(tx, streams)) + audited.length, "period");
  if (tooMany) return tooMany;
  const incidents: PackedIncident[] = [];
  for (const id of declared) {
    const row = await readIncidentRow(tx, id);
    if (row) incidents.push({ row, findings: await readFindings(tx, wish.caller, id) });
  }
  const findings = incidents.map(({ row, findings: judged }) => ({ incidentId: row.id, findings: judged?.facts ?? null }));
  const events = [...(await readWrittenStreams(tx, streams)), ...audited];
  const name = `${toIso(from)} to ${toIso(to)}`;
  const pack = await writePack(tx, secretOf(tx), {
    ...{ subject: { kind: "period", name, streamId: null }, events, grownFrom: wish.grownFrom, findings },
    documents: await readProcesses(tx, incidents.map(({ row }) => row.process_version)),
    glossary: await readGlossary(tx, wish.caller, events),
  });
  if (isRefusal(pack)) return pack;
  await noteExport(tx, wish.caller, name, pack);
  return { pack, incidents };
}

function whyTooMany(events: number, kind: "incident" | "period"): Refusal | null {
  if (events <= mostEvents) return null;
  const mend = kind === "period" ? "Ask for a shorter period, and take several packs." : "Take a backup of the database instead: `muster verify` shows that its log is whole.";
  return refuse("evidence.too-large", `More than ${mostEvents} events belong to this ${kind}, and a pack holds no more. ${mend}`);
}

function secretOf(tx: Tx): string {
  const secret = tx.context["secret"];
  if (typeof secret !== "string") throw new Error("There is no secret to sign with.");
  return secret;
}

async function readProcesses(tx: Tx, versions: readonly (number | null)[]): Promise<{ name: string; value: unknown }[]> {
  const documents: { name: string; value: unknown }[] = [];
  for (const version of [...new Set(versions)].sort((a, b) => (a ?? 0) - (b ?? 0))) {
    const { process } = await readProcess(tx, version);
    documents.push({ name: processName(version), value: process });
  }
  return documents;
}

/** How a pack calls a version of the process. */
export function processName(version: number | null): string {
  return version === null ? "the usual process, since none was written" : `process version ${version}`;
}

async function readGlossary(tx: Tx, caller: Caller, events: readonly WrittenEvent[]): Promise<EvidencePack["glossary"]> {
  const { people, services, customers, audiences, teams, schedules, tokens } = await readOrganizationWords(tx, caller, []);
  const names = new Map([...people].map(([id, person]) => [id, person.name]));
  return glossaryOf({ people: names, services, customers, audiences, teams, schedules, tokens }, events.map(({ event }) => [event.actor, event.fact.data]));
}

/** Says in the audit trail who took what; what is newer than the newest checkpoint is sealed within moments. */
async function noteExport(tx: Tx, { actor }: Caller, id: string, pack: EvidencePack): Promise<void> {
  const events = pack.streams.flatMap((stream) => stream.events);
  await recordAudit(tx, { actor: actor ?? muster, section: "evidence-packs", id, action: "exported", paths: [], details: { events: events.length } });
  if (events.some(({ leaf }) => leaf === null)) await hastenCheckpoint(tx);
}

