import { prepareContent, storeContents } from "../../platform/event-log/content.ts";
import type { Tx } from "../../platform/database/database.ts";
import { schedule } from "../../platform/due-work/due-work.ts";
import { executeMany } from "../../platform/event-log/event-log.ts";
import { newId } from "../../platform/ids/ids.ts";
import { muster, personOf, type Actor } from "../../values/actor.ts";
import { letterWork } from "../../values/letter.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { insertDecisions } from "./decision.queries.ts";
import { insertQuestions, readOpenQuestions, settleQuestion } from "./declaring.queries.ts";
import { groupDecider } from "./group.decider.ts";

/** The letter that asks somebody who has a group. */
export const declareLetter = "declare-asked";

export interface Asking {
  groupId: string;
  /** The sentences of the process that hold. */
  because: string[];
  people: string[];
}

/** Asks whoever has these groups, once each, whether to declare an incident. */
export async function askToDeclare(tx: Tx, askings: readonly Asking[]): Promise<void> {
  const outcomes = await executeMany(tx, groupDecider, askings.map(({ groupId, because, people }) => ({ streamId: `group/${groupId}`, commandId: newId(), actor: muster, command: { kind: "ask to declare", because, people } as const })));
  const asked = askings.filter((_asking, index) => outcomes[index]?.outcome === "done" && outcomes[index].events.length > 0);
  await insertQuestions(tx, asked);
  await insertDecisions(tx, asked.map(({ groupId, people }) => ({ groupId, alertId: null, at: tx.now, code: "declaring.asked", outcome: "sent", details: { people } })));
  await schedule(tx, asked.flatMap(({ groupId, people }) => people.map((personId) => letterWork(declareLetter, `${groupId}/${personId}`, tx.now, { groupId, personId }))));
}

const nothingAsked = refuse("declare-question.not-found", "Nobody is asked whether this is an incident: it was declared, declined, or is over.");

/** It is no incident, says somebody, and why. Gives the reason why that is not to be said, if any. */
export async function declineToDeclare(tx: Tx, groupId: string, reason: string, actor: Actor): Promise<Refusal | null> {
  if ((await readOpenQuestions(tx, groupId)).length === 0) return nothingAsked;
  const text = prepareContent(reason);
  const [outcome] = await executeMany(tx, groupDecider, [{ streamId: `group/${groupId}`, commandId: newId(), actor, command: { kind: "decline to declare", reason: text.reference } }]);
  if (outcome?.outcome !== "done" || outcome.events.length === 0) return nothingAsked;
  await storeContents(tx, [text]);
  await settleQuestion(tx, groupId, actor, text.reference.contentId);
  await insertDecisions(tx, [{ groupId, alertId: null, at: tx.now, code: "declaring.declined", outcome: "passed", details: { personId: personOf(actor) } }]);
  return null;
}
