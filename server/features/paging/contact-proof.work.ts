import type { SendHandler } from "../../platform/due-work/due-work.ts";
import type { Tx } from "../../platform/database/database.ts";
import { proveKind } from "./contact-proof.commands.ts";
import { codeOf, hashAddress, testLink, writeCode, writeTest } from "./contact-proof.mail.ts";
import { noteNotTaken, noteTaken, readMeans, readProof, type Means, type Proof } from "./contact-proof.queries.ts";
import { againAt } from "./contact-proof.rules.ts";
import { noteGoneMeans } from "./gone-means.commands.ts";
import { messengersOf, type Message, type Messenger, type Sending } from "./messenger.connector.ts";
import { linkMakerOf } from "./page-link.mail.ts";

interface Prepared {
  proof: Proof;
  messenger: Messenger;
  message: Message;
}

/** Sends a code or a test. What nobody would read any more, or what would go to an address of before, is not sent. */
export const proveHandler: SendHandler<Prepared, Sending> = {
  kind: proveKind,
  mode: "send",
  async prepare(tx, work) {
    const { proofId } = work.payload as { proofId: string };
    const proof = await readProof(tx, proofId);
    if (!proof || proof.expires_at <= tx.now || proof.answered_at !== null) return null;
    const means = (await readMeans(tx, proof.person_id)).find((one) => one.contact_id === proof.contact_id);
    const messenger = means && messengersOf(tx)[means.channel];
    if (!means || !messenger || !hashAddress(means.address).equals(proof.address_hash)) return null;
    return { proof, messenger, message: messageOf(tx, proof, means) };
  },
  send: ({ messenger, message }, signal) => messenger.send(message, signal).catch((error: unknown) => ({ isAccepted: false, error: String(error) })),
  async finish(tx, work, { proof }, sending) {
    if (sending.isAccepted) await noteTaken(tx, proof.id, sending.providerId);
    else await noteNotTaken(tx, proof.id, sending.error);
    await noteGoneMeans(tx, sending);
    return sending.isAccepted || sending.isFinal === true ? null : againAt(tx.now, proof.expires_at, work.attempts, sending.againAfterMilliseconds);
  },
};

function messageOf(tx: Tx, { id, kind }: Proof, { address, channel, person_name: recipientName }: Means): Message {
  const links = linkMakerOf(tx);
  const link = kind === "test" && channel !== "voice" ? testLink(links, id) : null;
  const written = kind === "code" ? writeCode(codeOf(links.secret, id), channel) : writeTest(link ?? "", channel);
  // A test is as loud as a page: whether it wakes somebody is what is tried.
  return { ...written, messageKey: `proof.${id}`, threadKey: `proof.${id}`, address, recipientName, link, isUrgent: true };
}
