import type { Tx } from "../../platform/database/database.ts";
import type { Letter } from "../../values/letter.ts";
import { readContacts, type LostBrowser } from "../directory/index.ts";
import { oneLine } from "./page-message.rules.ts";

/** Tells somebody that a browser of theirs gets no pages any more; nothing where it was added again. */
export async function writeGoneLetter(tx: Tx, payload: object): Promise<Letter | null> {
  const { personId, contactId, name } = payload as LostBrowser;
  if ((await readContacts(tx, [personId])).some((contact) => contact.id === contactId)) return null;
  const key = `gone.${personId}.${contactId}`;
  return {
    personId,
    subject: `Pages reach ${oneLine(name)} no more`,
    paragraphs: [`The service that delivers to ${oneLine(name)} says that this browser gave up its address for messages, as happens when it was not used for long or its data were cleared. Pages go by your other means. Open Muster in that browser and add it again.`],
    link: { path: "/me/reach", words: "See how you are reached" },
    messageKey: `${key}.${tx.now}`,
    threadKey: key,
  };
}
