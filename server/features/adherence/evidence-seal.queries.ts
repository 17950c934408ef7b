import type { Tx } from "../../platform/database/database.ts";
import { readLatestCheckpoint } from "../../platform/event-log/checkpoint.queries.ts";
import { contentsNamed } from "../../platform/event-log/evidence-pack-parts.ts";
import { readPackTexts, readWrittenStreams } from "../../platform/event-log/evidence-pack.queries.ts";
import { linkStreams } from "../../platform/event-log/evidence-pack-writing.ts";
import { toIsoOrNull } from "../../values/instant.ts";
import { isRefusal } from "../../values/refusal.ts";
import { incidentStream } from "../incidents/index.ts";
import type { EvidenceSeal } from "./evidence-pack.contract.ts";
import { readStreamsOf } from "./evidence-pack.queries.ts";
import { packFileName } from "./pack-story.rules.ts";

/** What holds the log of an incident, each chain followed once more. The tree over the whole log is for a pack to walk. */
export async function readSeal(tx: Tx, incidentId: string, ref: string): Promise<EvidenceSeal> {
  const events = await readWrittenStreams(tx, await readStreamsOf(tx, [incidentId]));
  const streams = await linkStreams(tx, events);
  const checkpoint = await readLatestCheckpoint(tx);
  const texts = await readPackTexts(tx, events.flatMap(({ event }) => contentsNamed(event.fact.data).map(({ contentId }) => contentId)));
  const own = events.filter(({ event }) => event.streamId === incidentStream(incidentId));
  return {
    events: events.length,
    streams: new Set(events.map(({ event }) => event.streamId)).size,
    unsealed: events.filter(({ position }) => position > (checkpoint?.lastPosition ?? 0)).length,
    lastHash: own.at(-1)?.hash.toString("hex") ?? "",
    redacted: texts.filter(({ text }) => text === null).length,
    sealedAt: toIsoOrNull(checkpoint?.madeAt ?? null),
    file: packFileName(ref),
    difference: isRefusal(streams) ? streams.reason : null,
  };
}
