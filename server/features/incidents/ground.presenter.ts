import type { Content } from "../../platform/event-log/content.ts";
import { toIso, toIsoOrNull, type Instant } from "../../values/instant.ts";
import type { GroundView } from "./ground.contract.ts";
import { personNamed } from "./incident.presenter.ts";
import type { GroundItem } from "./incident.state.rules.ts";
import type { OrganizationWords } from "./words.queries.ts";

/** An entry that bears on an item, in one line. */
export interface LinkedEntry {
  at: Instant;
  by: string;
  words: string;
}

interface GroundFacts {
  words: OrganizationWords;
  contents: ReadonlyMap<string, Content>;
  linked: ReadonlyMap<number, LinkedEntry>;
}

export function presentGround(item: GroundItem, { words, contents, linked }: GroundFacts): GroundView {
  const { itemId, kind, text, ownerId, mark, since, version = 1, marked, correctedAt, links = [] } = item;
  const personOrNull = (id: string | null) => (id === null ? null : personNamed(words, id));
  return {
    ...{ id: itemId, kind, mark, version, since: toIso(since), correctedAt: toIsoOrNull(correctedAt ?? null) },
    text: contents.get(text.contentId)?.text ?? null,
    owner: personOrNull(ownerId),
    source: presentSource(item, words, contents),
    marked: marked ? { at: toIso(marked.at), by: personOrNull(marked.byPersonId), reason: marked.reason && (contents.get(marked.reason.contentId)?.text ?? null) } : null,
    evidence: links.flatMap(({ entry, stance }) => {
      const found = linked.get(entry);
      return found ? [{ entry, stance, at: toIso(found.at), by: found.by, words: found.words }] : [];
    }),
  };
}

function presentSource({ source }: GroundItem, words: OrganizationWords, contents: GroundFacts["contents"]): GroundView["source"] {
  switch (source?.kind) {
    case undefined:
      return null;
    case "person":
      return { kind: "person", ...personNamed(words, source.personId) };
    case "token":
      return { kind: "token", id: source.tokenId, name: words.tokens.get(source.tokenId) ?? null };
    case "tool":
      return { kind: "tool", id: null, name: contents.get(source.name.contentId)?.text ?? null };
  }
}

/** Every text that the common ground is told with. */
export function textsOfGround(ground: readonly GroundItem[]): string[] {
  return ground.flatMap(({ text, marked, source }) => [text.contentId, ...(marked?.reason ? [marked.reason.contentId] : []), ...(source?.kind === "tool" ? [source.name.contentId] : [])]);
}
