import type { Content } from "../../platform/event-log/content.ts";
import { toIso, toIsoOrNull } from "../../values/instant.ts";
import type { DecisionView } from "./decision.contract.ts";
import type { LinkedEntry } from "./ground.presenter.ts";
import { personNamed } from "./incident.presenter.ts";
import type { Decision } from "./incident.state.rules.ts";
import type { OrganizationWords } from "./words.queries.ts";

interface DecisionFacts {
  words: OrganizationWords;
  contents: ReadonlyMap<string, Content>;
  linked: ReadonlyMap<number, LinkedEntry>;
}

export function presentDecision({ entry, text, at, options, chosen, evidence, decidedBy, lookAgainAt, isDue, lookedAt }: Decision, { words, contents, linked }: DecisionFacts): DecisionView {
  const textOf = (contentId: string) => contents.get(contentId)?.text ?? null;
  return {
    ...{ entry, chosen, isDue, at: toIso(at), lookAgainAt: toIsoOrNull(lookAgainAt), lookedAt: toIsoOrNull(lookedAt) },
    text: textOf(text.contentId),
    options: options.map(({ contentId }) => textOf(contentId)),
    decidedBy: decidedBy === null ? null : personNamed(words, decidedBy),
    evidence: evidence.flatMap((one) => {
      const found = linked.get(one);
      return found ? [{ entry: one, at: toIso(found.at), by: found.by, words: found.words }] : [];
    }),
  };
}

export function textsOfDecisions(decisions: readonly Decision[]): string[] {
  return decisions.flatMap(({ text, options }) => [text, ...options].map(({ contentId }) => contentId));
}
