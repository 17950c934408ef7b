import type { Tx } from "../../platform/database/database.ts";
import type { Letter } from "../../values/letter.ts";
import { readSilence } from "../alert-intake/index.ts";
import { readPeople } from "../directory/index.ts";
import { oneLine } from "./page-message.rules.ts";
import { clockTime } from "./page-story.queries.ts";

/** Tells whoever owns a silence that it ends, and what happens then; nothing where it is over or nobody's. */
export async function writeSilenceLetter(tx: Tx, payload: object): Promise<Letter | null> {
  const { silenceId } = payload as { silenceId: string };
  const silence = await readSilence(tx, silenceId);
  if (!silence?.owner_id || silence.ended_at !== null || silence.ends_at <= tx.now) return null;
  const owner = (await readPeople(tx, [silence.owner_id])).get(silence.owner_id);
  if (!owner) return null;
  const endsAt = clockTime(silence.ends_at, owner.timezone);
  const reason = oneLine(silence.reason);
  return {
    personId: owner.id,
    subject: `Ends at ${endsAt}: ${reason}`,
    paragraphs: [
      `The silence “${reason}” ends at ${endsAt}.`,
      `It held back ${silence.held} ${silence.held === 1 ? "alert" : "alerts"}. What still fires then pages. To let it go on, give it a later end.`,
    ],
    link: { path: "/alerts/silences", words: "Open the silences" },
    messageKey: `silence.${silenceId}.${silence.ends_at}`,
    threadKey: `silence.${silenceId}`,
  };
}
