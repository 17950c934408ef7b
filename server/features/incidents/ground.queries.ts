import { readContent } from "../../platform/event-log/content.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { Actor } from "../../values/actor.ts";
import type { Instant } from "../../values/instant.ts";
import { cut } from "../../values/text.ts";
import { decisionsOf } from "./decision.rules.ts";
import type { LinkedEntry } from "./ground.presenter.ts";
import { incidentStream } from "./incident.decider.ts";
import type { IncidentFact } from "./incident.events.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import { textOf } from "./timeline-texts.rules.ts";
import { actorNamed, type OrganizationWords } from "./words.queries.ts";

const longestLine = 160;

/** What the entries say that bear on the common ground or on decisions, each in one line. */
export async function readLinkedEntries(tx: Tx, incidentId: string, state: IncidentState, words: OrganizationWords): Promise<Map<number, LinkedEntry>> {
  const ofDecisions = decisionsOf(state).flatMap(({ evidence }) => evidence);
  const entries = [...new Set([...ofDecisions, ...state.ground.flatMap(({ links = [] }) => links.map(({ entry }) => entry))])];
  if (entries.length === 0) return new Map();
  const rows = await tx.rows<{ version: number; type: string; data: object; actor: Actor; occurred_at: Instant }>(
    "select version, type, data, actor, occurred_at from event_log where stream_id = $1 and version = any($2::int[])",
    [incidentStream(incidentId), entries],
  );
  const references = new Map(rows.map(({ version, type, data }) => [version, textOf({ type, data } as IncidentFact)]));
  const contents = await readContent(tx, [...references.values()].flatMap((reference) => reference?.contentId ?? []));
  return new Map(
    rows.map(({ version, actor, occurred_at: at }) => {
      const reference = references.get(version);
      const text = reference ? (contents.get(reference.contentId)?.text ?? "taken out") : `entry ${version}`;
      return [version, { at, by: actorNamed(words, actor), words: cut(text.replace(/\s+/g, " ").trim(), longestLine) }];
    }),
  );
}
