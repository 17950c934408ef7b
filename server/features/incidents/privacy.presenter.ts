import type { PrivacyView } from "./privacy.contract.ts";
import { personNamed } from "./incident.presenter.ts";
import type { Named } from "./incident.events.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import { insiders, personOfNamed } from "./privacy.rules.ts";
import type { OrganizationWords } from "./words.queries.ts";

export interface PrivacyFacts {
  words: OrganizationWords;
  reason: string | null;
  kept: readonly Named[];
  teamPeople: ReadonlyMap<string, readonly string[]>;
  everybody: number;
  mayMakePublic: boolean;
}

export function presentPrivacy(state: IncidentState, { words, reason, kept, teamPeople, everybody, mayMakePublic }: PrivacyFacts): PrivacyView {
  const fixed = new Set(insiders({ ...state, present: [] }).map(({ who }) => who));
  return {
    isPrivate: state.privacy !== undefined,
    reason: state.privacy ? reason : null,
    named: (state.privacy ?? []).map(({ who, because }) => ({ who, because, ...presentTarget(who, words, teamPeople), isFixed: fixed.has(who) })),
    kept: kept.flatMap(({ who, because }) => {
      const id = personOfNamed(who);
      return id === null ? [] : [{ ...personNamed(words, id), because }];
    }),
    ...{ everybody, mayMakePublic },
  };
}

function presentTarget(who: string, words: OrganizationWords, teamPeople: PrivacyFacts["teamPeople"]): Pick<PrivacyView["named"][number], "name" | "kind" | "people"> {
  const [kind, id] = [who.slice(0, who.indexOf("/")), who.slice(who.indexOf("/") + 1)];
  if (kind === "team") return { kind, name: words.teams.get(id) ?? id, people: (teamPeople.get(id) ?? []).map((personId) => personNamed(words, personId)) };
  if (kind === "audience") return { kind, name: words.audiences.get(id) ?? id, people: [] };
  return { kind: "person", name: personNamed(words, id).name, people: [personNamed(words, id)] };
}
