import type { Tx } from "../../platform/database/database.ts";
import { readCheckpointNote } from "../../platform/event-log/checkpoint.ts";
import type { EvidencePack } from "../../platform/event-log/evidence-pack.ts";
import type { Instant } from "../../values/instant.ts";
import type { Caller } from "../../values/permission.ts";
import { actorNamed, incidentStream, presentMilestones, readMtbf, readOrganizationWords, readTimeline, refOf, viewIncidents, viewTimeline, type IncidentFact, type OrganizationWords } from "../incidents/index.ts";
import { processName, type IncidentPack, type PeriodPack } from "./evidence-pack.commands.ts";
import { commandsOf, milestoneName, packFileName, periodFileName, servicesWords, type CommandTaken, type LogFacts, type PackStory, type PeriodStory, type StoryEntry } from "./pack-story.rules.ts";

/** An incident and its pack in words, for Markdown and for paper. */
export async function tellPack(tx: Tx, caller: Caller, { pack, row, findings }: IncidentPack): Promise<PackStory> {
  const { state } = row;
  const file = packFileName(refOf(row.number));
  const [view] = await viewIncidents(tx, caller, [row]);
  if (!view) throw new Error(`The incident ${row.id} is gone.`);
  const words = await readOrganizationWords(tx, caller, [row.process_version]);
  const { milestones, measures } = presentMilestones(state, await readMtbf(tx, state));
  const nameOf = (id: string) => words.people.get(id)?.name ?? id;
  return {
    organization: await readOrganizationName(tx),
    ref: view.ref,
    title: view.title,
    isDrill: view.isDrill,
    severity: view.severity?.name ?? "no severity",
    priority: view.priority?.name ?? "no priority",
    status: view.status,
    services: servicesWords(view.services.map(({ name }) => name)),
    from: state.declaredAt,
    until: state.endedAt,
    commands: commandsOf(takenOf(pack, incidentStream(row.id)), state.endedAt, nameOf),
    milestones: momentsOf(milestones),
    measures: [
      { name: "MTTD, from the start of the impact until it was detected", interval: intervalOf(measures.mttd) },
      { name: "MTTA, from the first page until somebody had it", interval: intervalOf(measures.mtta) },
      { name: "MTTR, from then until it was resolved", interval: intervalOf(measures.mttr) },
      { name: "Time to restore, from the start of the impact to its end", interval: intervalOf(measures.timeToRestore) },
    ],
    process: processName(row.process_version),
    findings: findings?.linesOn ?? null,
    entries: await readEntries(tx, caller, { row, words }),
    log: { ...logOf(pack, file), lastHash: pack.streams.find(({ streamId }) => streamId === incidentStream(row.id))?.last.hash ?? "" },
  };
}

/** The incidents of a period, each in words. */
export async function tellPeriod(tx: Tx, caller: Caller, { pack, incidents }: PeriodPack, { from, to }: Pick<PeriodStory, "from" | "to">): Promise<PeriodStory> {
  const stories: PackStory[] = [];
  for (const incident of incidents) stories.push(await tellPack(tx, caller, { pack, ...incident }));
  return { organization: await readOrganizationName(tx), from, to, stories, log: logOf(pack, periodFileName(from, to)) };
}

async function readOrganizationName(tx: Tx): Promise<string | null> {
  return (await tx.first<{ name: string }>("select name from organization"))?.name ?? null;
}

/** When command came to whom, as the incident's own events in the pack say. */
function takenOf(pack: EvidencePack, streamId: string): CommandTaken[] {
  const own = pack.streams.find((stream) => stream.streamId === streamId)?.events ?? [];
  let role = "";
  return own.flatMap(({ text }) => {
    const { fact, occurredAt } = JSON.parse(text) as { fact: IncidentFact; occurredAt: Instant };
    if (fact.type === "incident declared") {
      role = fact.data.commanderRole;
      const { personId, isProvisional } = fact.data.commander;
      return [{ personId, isProvisional, at: occurredAt }];
    }
    return fact.type === "role taken" && fact.data.role === role ? [{ personId: fact.data.personId, isProvisional: fact.data.isProvisional, at: occurredAt }] : [];
  });
}

type Presented = ReturnType<typeof presentMilestones>;

function momentsOf(milestones: Presented["milestones"]): PackStory["milestones"] {
  const names = Object.keys(milestones) as (keyof typeof milestones)[];
  const known = names.flatMap((milestone) => {
    const view = milestones[milestone];
    return view.status === "recorded" ? [{ name: milestoneName(milestone), at: Date.parse(view.at), isByPerson: view.isByPerson }] : [];
  });
  return known.sort((a, b) => a.at - b.at);
}

function intervalOf(interval: Presented["measures"]["mttr"]): PackStory["measures"][number]["interval"] {
  if (interval.status === "recorded") return { status: "recorded", milliseconds: interval.seconds * 1_000 };
  return { status: interval.status === "notApplicable" ? "not-applicable" : interval.status };
}

const mostLines = 100_000;

async function readEntries(tx: Tx, caller: Caller, { row: { id, state }, words }: { row: IncidentPack["row"]; words: OrganizationWords }): Promise<StoryEntry[]> {
  const rows = await readTimeline(tx, id, { limit: mostLines, after: null, isNewestFirst: false, types: null, entries: null, changes: null });
  const views = await viewTimeline(tx, caller, state, rows);
  return views.map(({ entry, at, recordedAt, isBackdated, bold, rest, moment, text, redacted, attempts }, index) => ({
    entry,
    at: Date.parse(at),
    recordedAt: isBackdated ? Date.parse(recordedAt) : null,
    who: actorNamed(words, rows[index]?.actor ?? { kind: "muster" }),
    words: [bold, rest].filter((part) => part !== "").join(" "),
    moment: moment === null ? null : Date.parse(moment),
    attempts: attempts.map((attempt) => ({ words: attempt.words, at: Date.parse(attempt.at) })),
    typed: redacted === null ? text : `(a text that ${redacted.by} took out)`,
  }));
}

function logOf(pack: EvidencePack, file: string): LogFacts {
  const events = pack.streams.flatMap((stream) => stream.events);
  const checkpoint = pack.checkpoint === null ? null : readCheckpointNote(pack.checkpoint);
  return {
    events: events.length,
    streams: pack.streams.length,
    sealed: events.filter(({ leaf }) => leaf !== null).length,
    checkpoint: checkpoint && { events: checkpoint.eventCount, madeAt: checkpoint.madeAt },
    redacted: pack.texts.filter(({ text }) => text === null).length,
    publicKey: pack.publicKey,
    madeAt: Date.parse(pack.madeAt),
    file,
  };
}
