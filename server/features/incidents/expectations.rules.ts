import type { ContentReference } from "../../values/content-reference.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import type { IncidentFact, LoopedIn } from "./incident.events.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import { whyNotRecord } from "./standing.rules.ts";

/** What the process asks of this incident, as far as it depends on people and cannot be told from the process alone. */
export type ExpectationsCommand =
  | { kind: "loop in"; audiences: LoopedIn[] }
  | { kind: "note notified"; who: string[]; personIds: string[]; others: number }
  | { kind: "note experts in"; personIds: string[] }
  | { kind: "waive"; rule: string; reason: ContentReference }
  | { kind: "withdraw waiver"; rule: string };

/** Decides what is recorded of expectations. A rule is waived by a person who gives a reason, also long after the incident. */
export function decideExpectations(command: ExpectationsCommand, state: IncidentState): IncidentFact[] | Refusal {
  const refused = whyNotRecord(state);
  if (refused) return refused;
  switch (command.kind) {
    case "loop in":
      return loopIn(command.audiences, state.loopedIn ?? []);
    case "note notified":
      return noteNotified(command, state.notified ?? []);
    case "note experts in":
      return command.personIds.length === 0 ? [] : [{ type: "experts found in", data: { personIds: command.personIds } }];
    case "waive":
      return [{ type: "rule waived", data: { rule: command.rule, reason: command.reason } }];
    case "withdraw waiver":
      return state.waivers?.[command.rule] === undefined ? refuse("incident.waiver.not-found", "This rule is not waived in this incident.") : [{ type: "waiver withdrawn", data: { rule: command.rule } }];
  }
}

/** People who were told before, under another word of the process, are not told again; that the word was followed is recorded all the same. */
function noteNotified({ who, personIds, others }: Extract<ExpectationsCommand, { kind: "note notified" }>, before: readonly string[]): IncidentFact[] {
  const isNews = personIds.length + others > 0 || who.some((word) => !before.includes(word));
  return isNews ? [{ type: "people notified", data: { who, personIds, others } }] : [];
}

function loopIn(audiences: LoopedIn[], before: readonly LoopedIn[]): IncidentFact[] {
  const missingIn = (others: readonly LoopedIn[]) => ({ audienceId }: LoopedIn) => !others.some((other) => other.audienceId === audienceId);
  const added = audiences.filter(missingIn(before)).map(({ audienceId }) => audienceId);
  const left = before.filter(missingIn(audiences)).map(({ audienceId }) => audienceId);
  return added.length === 0 && left.length === 0 ? [] : [{ type: "audiences looped in", data: { audiences, added, left } }];
}
