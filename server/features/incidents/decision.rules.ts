import type { ContentReference } from "../../values/content-reference.ts";
import type { Instant } from "../../values/instant.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import type { IncidentFact, Weighed } from "./incident.events.ts";
import type { Decision, IncidentState } from "./incident.state.rules.ts";
import { hasEntry, noSuchEntry, whyNotRecord } from "./standing.rules.ts";

export type DecisionCommand =
  | { kind: "decision"; text: ContentReference; replyTo: number | null; weighed?: Weighed }
  | { kind: "decision due"; entry: number }
  | { kind: "look at decision"; entry: number; byPersonId: string | null; lookAgainAt: Instant | null };

/** Decides what was decided. Whoever decides anew on a decision has looked at it. */
export function decideDecisions(command: DecisionCommand, state: IncidentState): IncidentFact[] | Refusal {
  const refused = whyNotRecord(state);
  if (refused) return refused;
  if (command.kind === "decision") return record(command, state);
  const decision = decisionsOf(state).find(({ entry }) => entry === command.entry);
  if (!decision) return refuse("incident.decision.not-found", "This entry is no decision of this incident.");
  if (command.kind === "decision due") return decision.lookAgainAt === null || decision.isDue ? [] : [{ type: "decision due", data: { entry: command.entry } }];
  const { entry, byPersonId, lookAgainAt } = command;
  return [{ type: "decision looked at", data: { entry, byPersonId, lookAgainAt } }];
}

function record({ text, replyTo, weighed }: Extract<DecisionCommand, { kind: "decision" }>, state: IncidentState): IncidentFact[] | Refusal {
  const entries = [...(replyTo === null ? [] : [replyTo]), ...(weighed?.evidence ?? [])];
  if (!entries.every((entry) => hasEntry(state, entry))) return noSuchEntry;
  if (weighed && weighed.chosen !== null && weighed.options[weighed.chosen] === undefined) return noSuchOption;
  return [{ type: "decision recorded", data: { text, replyTo, ...weighed } }];
}

const isNoOption = "This is none of the options. They are counted from 0.";
const noSuchOption = refuse("incident.chosen.invalid", isNoOption, { errors: [{ path: "chosen", message: isNoOption }] });

export function decisionsOf({ decisions = [] }: IncidentState): readonly Decision[] {
  return decisions;
}

/** Folds what was decided, and when somebody looks at it again. */
export function evolveDecisions(state: IncidentState, fact: IncidentFact, at: Instant): IncidentState {
  const decisions = decisionsOf(state);
  switch (fact.type) {
    case "decision recorded": {
      const { text, replyTo, options = [], chosen = null, evidence = [], decidedBy = null, lookAgainAt = null } = fact.data;
      const made: Decision = { entry: state.entries, text, at, options, chosen, evidence, decidedBy, lookAgainAt, isDue: false, lookedAt: null };
      return { ...state, decisions: [...changed(decisions, replyTo, { lookAgainAt: null, isDue: false, lookedAt: at }), made] };
    }
    case "decision due":
      return { ...state, decisions: changed(decisions, fact.data.entry, { isDue: true }) };
    case "decision looked at":
      return { ...state, decisions: changed(decisions, fact.data.entry, { isDue: false, lookedAt: at, lookAgainAt: fact.data.lookAgainAt }) };
    default:
      return state;
  }
}

function changed(decisions: readonly Decision[], entry: number | null, change: Partial<Decision>): Decision[] {
  return decisions.map((decision) => (decision.entry === entry ? { ...decision, ...change } : decision));
}
