import type { Tx } from "../../platform/database/database.ts";
import type { Letter } from "../../values/letter.ts";
import { readOpenQuestions } from "../alert-intake/index.ts";
import { oneLine } from "./page-message.rules.ts";

/** Asks whoever has a group whether to declare an incident; nothing where that was answered meanwhile. */
export async function writeDeclareLetter(tx: Tx, payload: object): Promise<Letter | null> {
  const { groupId, personId } = payload as { groupId: string; personId: string };
  const [question] = await readOpenQuestions(tx, groupId);
  if (!question) return null;
  const title = oneLine(question.title);
  return {
    personId,
    subject: `Is “${title}” an incident?`,
    paragraphs: [`By the process “${title}” looks like an incident, and none was declared:`, question.because.map((sentence) => `- ${oneLine(sentence)}`).join("\n"), "Declare one, so that others can help and are told; or say that it is none, and why."],
    link: { path: "/", words: "Declare it, or say that it is none" },
    because: "You get this because you have it, or were paged for it.",
    messageKey: `declare.${groupId}.${personId}`,
    threadKey: `subject.${groupId}`,
  };
}
