import { schedule } from "../../platform/due-work/due-work.ts";
import type { Tx } from "../../platform/database/database.ts";
import { muster } from "../../values/actor.ts";
import { letterWork } from "../../values/letter.ts";
import { recordAudit } from "../access/index.ts";
import { removeLostBrowser } from "../directory/index.ts";
import type { Sending } from "./messenger.connector.ts";

export const goneLetter = "means-gone";

/** Removes a means whose address exists no more, and tells its person by mail. */
export async function noteGoneMeans(tx: Tx, sent: Sending): Promise<void> {
  const lost = sent.isAccepted || sent.goneAddress === undefined ? null : await removeLostBrowser(tx, sent.goneAddress);
  if (!lost) return;
  const { personId, contactId } = lost;
  await recordAudit(tx, { actor: muster, section: "people", id: personId, action: "changed", paths: [`contacts/${contactId}`] });
  await schedule(tx, [letterWork(goneLetter, `${personId}/${contactId}`, tx.now, lost)]);
}
