import type { Instant } from "../../values/instant.ts";
import type { IncidentFact } from "./incident.events.ts";
import type { GroundItem, IncidentState } from "./incident.state.rules.ts";

/** Folds what became of the common ground. */
export function evolveGround(state: IncidentState, fact: IncidentFact, at: Instant): IncidentState {
  switch (fact.type) {
    case "ground added":
      return { ...state, ground: [...state.ground, { ...fact.data, mark: "open", since: at, version: 1 }] };
    case "ground marked": {
      const { itemId, mark, byPersonId = null, reason = null } = fact.data;
      const change = (item: GroundItem) => ({ ...item, mark, version: nextVersion(item), changed: { what: mark, byPersonId, at }, marked: { byPersonId, at, reason } });
      return withItem(state, itemId, change);
    }
    case "ground corrected": {
      const { itemId, text, byPersonId } = fact.data;
      return withItem(state, itemId, (item) => ({ ...item, text, version: nextVersion(item), changed: { what: "corrected", byPersonId, at }, correctedAt: at }));
    }
    case "ground linked":
      return withItem(state, fact.data.itemId, (item) => ({ ...item, links: linksWith(item, fact.data) }));
    default:
      return state;
  }
}

function nextVersion({ version = 1 }: GroundItem): number {
  return version + 1;
}

function withItem(state: IncidentState, itemId: string, change: (item: GroundItem) => GroundItem): IncidentState {
  return { ...state, ground: state.ground.map((item) => (item.itemId === itemId ? change(item) : item)) };
}

function linksWith({ links = [] }: GroundItem, { entry, stance }: { entry: number; stance: "supports" | "against" | null }): NonNullable<GroundItem["links"]> {
  const others = links.filter((link) => link.entry !== entry);
  return stance === null ? others : [...others, { entry, stance }].sort((a, b) => a.entry - b.entry);
}
