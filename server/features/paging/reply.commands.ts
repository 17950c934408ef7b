import type { Tx } from "../../platform/database/database.ts";
import type { Actor } from "../../values/actor.ts";
import { isRefusal, type Refusal } from "../../values/refusal.ts";
import { lockSubjects } from "../alert-intake/index.ts";
import { answerPage } from "./page.commands.ts";
import type { PageAnswer } from "./page.events.ts";
import { readPages, readPagesOfMessage, subjectOfPage } from "./page.queries.ts";
import { readPageStory } from "./page-story.queries.ts";
import { readPageOfCode, readRecentTexts } from "./reply.queries.ts";
import { answerOfKey, readReply } from "./reply.rules.ts";

/** An answer to every page that a message told of. */
export interface MessageAnswering {
  /** The page that the message went with. */
  carrierId: string;
  answer: PageAnswer;
  /** The same for the same answer brought twice. */
  commandId: string;
}

/** Takes one answer for all pages that a message told of; those that are over stay so. Gives how many took it, or why none did. */
export async function answerMessage(tx: Tx, { carrierId, answer, commandId }: MessageAnswering): Promise<number | Refusal> {
  const pages = await readPagesOfMessage(tx, carrierId);
  await lockSubjects(tx, pages.map(subjectOfPage));
  const outcomes = [];
  for (const page of pages) {
    const actor: Actor = { kind: "page-link", id: page.id, personId: page.person_id };
    outcomes.push(await answerPage(tx, { pageId: page.id, answer, actor, commandId }));
  }
  const refused = outcomes.find(isRefusal);
  const taken = outcomes.filter((outcome) => !isRefusal(outcome)).length;
  return taken === 0 && refused ? refused : taken;
}

/** Takes what somebody wrote back to a text and gives the sentence to write to them. A text is never guessed: its digits name it, unless it was the only one of the day. */
export async function answerByText(tx: Tx, { address, text, messageId }: { address: string; text: string; messageId: string }): Promise<string> {
  const reply = readReply(text);
  const texts = await readRecentTexts(tx, address);
  const [latest] = texts;
  if (!latest) return "Nothing here waits for an answer from this number.";
  if (!reply) return `Write 1 ${latest.code} for “I have it” or 2 ${latest.code} for “I can’t”. The four digits stand in the text that you answer.`;
  if (reply.code === null && texts.length > 1) return `Which of the last ${texts.length} texts do you mean? Write ${reply.answer === "have" ? 1 : 2} and the four digits that stand in it, such as ${latest.code}.`;
  const carrierId = reply.code === null ? latest.pageId : await readPageOfCode(tx, address, reply.code);
  if (carrierId === null) return `No text to this number has the digits ${reply.code}. Look at the text again.`;
  return tellOutcome(tx, { carrierId, answer: reply.answer, commandId: `text ${messageId}` });
}

/** Takes a key that somebody pressed in a call and gives the sentence to speak to them. */
export async function answerByKey(tx: Tx, { messageKey, digit, callId }: { messageKey: string; digit: string; callId: string }): Promise<string> {
  const answer = answerOfKey(digit);
  if (answer === null) return "Press 1 if you have it, or 2 if you can't.";
  return tellOutcome(tx, { carrierId: messageKey.replace(/^page\./, ""), answer, commandId: `key ${callId} ${digit}` });
}

async function tellOutcome(tx: Tx, answering: MessageAnswering): Promise<string> {
  const page = (await readPages(tx, [answering.carrierId])).get(answering.carrierId);
  const story = page && (await readPageStory(tx, page));
  const outcome = await answerMessage(tx, answering);
  if (isRefusal(outcome)) return outcome.reason;
  if (outcome > 1) return answering.answer === "have" ? `You have them, all ${outcome}.` : `Noted: you can’t. All ${outcome} go on to the next.`;
  const title = story ? `: ${story.title}` : "";
  return answering.answer === "have" ? `You have it${title}.` : `Noted: you can’t${title}. It goes on to the next.`;
}
