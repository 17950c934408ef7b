import type { SendHandler } from "../../platform/due-work/due-work.ts";
import { readSilence, remindKind } from "../alert-intake/index.ts";
import { readPeople } from "../directory/index.ts";
import { messengersOf, type Message, type Messenger, type Sending } from "./messenger.connector.ts";
import { linkMakerOf } from "./page-link.mail.ts";
import { writeSilenceReminder } from "./page-message.rules.ts";
import { clockTime } from "./page-story.queries.ts";
import { retryPause } from "./page.rules.ts";

interface Prepared {
  mail: Messenger;
  message: Message;
}

/** Mails whoever owns a silence before it ends: what still fires pages then. */
export const remindHandler: SendHandler<Prepared, Sending> = {
  kind: remindKind,
  mode: "send",
  async prepare(tx, work) {
    const { silenceId } = work.payload as { silenceId: string };
    const mail = messengersOf(tx).mail;
    const silence = await readSilence(tx, silenceId);
    if (!mail || !silence?.owner_id || silence.ended_at !== null || silence.ends_at <= tx.now) return null;
    const owner = (await readPeople(tx, [silence.owner_id])).get(silence.owner_id);
    if (!owner) return null;
    const link = `${linkMakerOf(tx).publicUrl}/alerts/silences`;
    const written = writeSilenceReminder({ reason: silence.reason, endsAt: clockTime(silence.ends_at, owner.timezone), held: silence.held, link });
    const keys = { messageKey: `silence.${silenceId}.${silence.ends_at}`, threadKey: `silence.${silenceId}` };
    return { mail, message: { ...written, ...keys, address: owner.email, recipientName: owner.name, link, isUrgent: false } };
  },
  send: ({ mail, message }, signal) => mail.send(message, signal),
  async finish(tx, work, _prepared, sending) {
    const pause = retryPause(work.attempts + 1);
    return sending.isAccepted || pause === null ? null : tx.now + pause;
  },
};
