import { auditDecider } from "../features/access/index.ts";
import { deleteDecisionsOfEvents, groupDecider, insertDecisions, type Decision } from "../features/alert-intake/index.ts";
import { deleteEscalations, escalationDecider, projectEscalations } from "../features/escalation/index.ts";
import { deleteIncidents, incidentDecider, projectIncidents } from "../features/incidents/index.ts";
import { deletePages, pageDecider, projectPages } from "../features/paging/index.ts";
import { deleteRetrospectives, projectRetrospectives, retrospectiveDecider } from "../features/retrospectives/index.ts";
import type { Database, Tx } from "../platform/database/database.ts";
import type { LoggedEvent } from "../platform/event-log/event.ts";
import { readFeed, readLastPosition, type FeedEvent } from "../platform/event-log/event-log.queries.ts";
import { compareHeads, foldHeads, kindOf, setHeadsAside, UnfoldableLog, type Folder } from "../platform/event-log/head-folding.ts";
import { groupBy } from "../values/group-by.ts";
import { refuse, type Refusal } from "../values/refusal.ts";

/** Read tables that are made from the events of one kind of stream. */
interface Projection {
  empty(tx: Tx): Promise<void>;
  /** Makes them again, batch by batch; gives the lines for the traces. */
  project(tx: Tx, events: readonly LoggedEvent[]): Promise<Decision[]>;
}

const folders: readonly Folder[] = [auditDecider, groupDecider, pageDecider, escalationDecider, incidentDecider, retrospectiveDecider];

const projections: Readonly<Record<string, Projection>> = {
  [pageDecider.kind]: { empty: deletePages, project: projectPages },
  [escalationDecider.kind]: { empty: deleteEscalations, project: projectEscalations },
  [incidentDecider.kind]: { empty: deleteIncidents, project: projectIncidents },
  [retrospectiveDecider.kind]: { empty: deleteRetrospectives, project: projectRetrospectives },
};

export interface RebuildOptions {
  /** Events that are folded at once. */
  batch: number;
  /** Hears how far it is, line by line. */
  progress: (line: string) => void;
}

export interface Rebuilt {
  events: number;
  streams: number;
}

/**
 * Makes everything again that is made from the log: heads, pages, escalations and the decisions that come of them. All of it or nothing;
 * due work stays as it is. Screens go on showing what was, and whatever would be appended waits until it is done.
 */
export async function rebuild(database: Database, { batch, progress }: RebuildOptions): Promise<Rebuilt | Refusal> {
  try {
    return await database.transaction(async (tx) => {
      await setHeadsAside(tx);
      for (const projection of Object.values(projections)) await projection.empty(tx);
      await deleteDecisionsOfEvents(tx);
      const events = await foldAll(tx, batch, progress);
      return { events, streams: await compareHeads(tx) };
    });
  } catch (error) {
    if (!(error instanceof UnfoldableLog)) throw error;
    return refuse("rebuild.log-not-foldable", `${error.message} Nothing was changed.`);
  }
}

async function foldAll(tx: Tx, batch: number, progress: (line: string) => void): Promise<number> {
  const last = await readLastPosition(tx);
  let folded = 0;
  for (let position = 0; position < last; ) {
    const events = await readFeed(tx, position, batch);
    await foldBatch(tx, events);
    folded += events.length;
    position = events.at(-1)?.position ?? last;
    progress(`Folded ${folded} events, up to position ${position} of ${last}.`);
  }
  return folded;
}

async function foldBatch(tx: Tx, events: readonly FeedEvent[]): Promise<void> {
  await foldHeads(tx, folders, events);
  const decisions: Decision[] = [];
  for (const [kind, own] of groupBy(events, kindOf)) decisions.push(...((await projections[kind]?.project(tx, own)) ?? []));
  await insertDecisions(tx, inOrderOf(events, decisions));
}

/** Decisions of one moment are shown in the order in which they were written, which is that of their events. */
function inOrderOf(events: readonly LoggedEvent[], decisions: readonly Decision[]): Decision[] {
  const places = new Map(events.map(({ streamId, version }, place) => [`${streamId} ${version}`, place]));
  const placeOf = ({ event }: Decision) => places.get(`${event?.streamId} ${event?.version}`) ?? 0;
  return [...decisions].sort((a, b) => placeOf(a) - placeOf(b));
}
