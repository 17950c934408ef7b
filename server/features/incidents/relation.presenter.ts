import type { Content } from "../../platform/event-log/content.ts";
import { toIso } from "../../values/instant.ts";
import { refOf } from "./incident-ref.rules.ts";
import type { IncidentRow } from "./incident.queries.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import type { LikelyView, RelationView } from "./relation.contract.ts";
import { relationsOf, type Likely } from "./relation.rules.ts";

interface RelationFacts {
  contents: ReadonlyMap<string, Content>;
  related: ReadonlyMap<string, IncidentRow>;
}

/** What belongs together with an incident, newest last. */
export function presentRelations(state: IncidentState, { contents, related }: RelationFacts): RelationView[] {
  return relationsOf(state).flatMap(({ incidentId, relation, note, at }) => {
    const row = related.get(incidentId);
    return row ? [{ incident: presentOther(row), relation, note: contents.get(note?.contentId ?? "")?.text ?? null, at: toIso(at) }] : [];
  });
}

export function presentOther({ id, number, title, status }: IncidentRow): RelationView["incident"] {
  return { id, ref: refOf(number), title, status };
}

export function textsOfRelations(state: IncidentState): string[] {
  return relationsOf(state).flatMap(({ note }) => note?.contentId ?? []);
}

export function presentLikely({ because, beganAt, row }: Likely & { row: IncidentRow }, service: (id: string) => string): LikelyView {
  const words = because.kind === "same-service" ? `${service(because.serviceId)} is hit in both` : `${service(because.serviceId)} depends on ${service(because.onId)}`;
  return { incident: presentOther(row), because: words, beganAt: toIso(beganAt) };
}
