import type { ClaimedWork, SendHandler } from "../../platform/due-work/due-work.ts";
import type { Tx } from "../../platform/database/database.ts";
import { idFrom } from "../../platform/ids/ids.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { messengersOf, type Message, type Messenger, type Sending } from "../paging/index.ts";
import { audienceBecause, incidentWordsOf, roomLink } from "./incident.mail.ts";
import { isPublic, personOf, type Addressee } from "./recipients.rules.ts";
import { retryPause } from "./sending.rules.ts";
import { readSituation, type KnownSituation } from "./situation.queries.ts";
import { updateDeliverKind } from "./update.commands.ts";
import { writeUpdate } from "./update-message.rules.ts";
import { noteDelivery, readDelivery, readUpdate, type DeliveryRow, type UpdateRow } from "./update.queries.ts";

export interface PreparedMail {
  mail: Messenger | undefined;
  message: Message;
  attempts: number;
}

/** Mails an update to one address. */
export const updateHandler: SendHandler<PreparedMail, Sending> = {
  kind: updateDeliverKind,
  mode: "send",
  prepare,
  send: sendMail,
  async finish(tx, work, { attempts }, sent) {
    const { updateId, address } = work.payload as Payload;
    const pause = sent.isAccepted ? null : retryPause(attempts + 1);
    await noteDelivery(tx, updateId, address, { providerId: sent.isAccepted ? sent.providerId : null, error: sent.isAccepted ? null : sent.error, isOver: pause === null });
    return pause === null ? null : tx.now + pause;
  },
};

interface Payload {
  updateId: string;
  address: string;
}

/** Hands a mail to the provider; what goes wrong is an answer. */
export async function sendMail({ mail, message }: PreparedMail, signal: AbortSignal): Promise<Sending> {
  if (!mail) return { isAccepted: false, error: "Outgoing mail is not set up." };
  return mail.send(message, signal).catch((error: unknown) => ({ isAccepted: false, error: String(error) }));
}

async function prepare(tx: Tx, work: ClaimedWork): Promise<PreparedMail | null> {
  const { updateId, address } = work.payload as Payload;
  const delivery = await readDelivery(tx, updateId, address);
  const update = await readUpdate(tx, updateId);
  if (!update || delivery?.status !== "due") return null;
  const situation = await readSituation(tx, update.incident_id, [delivery.audience_id]);
  const message = situation && messageOf(tx, { situation, update, delivery });
  if (message) return { mail: messengersOf(tx).mail, message, attempts: delivery.attempts };
  await noteDelivery(tx, updateId, address, { providerId: null, error: "The text was taken out before it was sent.", isOver: true });
  return null;
}

interface Telling {
  situation: KnownSituation;
  update: UpdateRow;
  delivery: DeliveryRow;
}

function messageOf(tx: Tx, { situation, update, delivery }: Telling): Message | null {
  const { conditions, actions, needs } = update;
  if (conditions === null || actions === null || (update.has_needs && needs === null)) return null;
  const told = update.audiences.find(({ audienceId }) => audienceId === delivery.audience_id);
  const addressee = situation.addressee(delivery.audience_id) ?? goneAudience(delivery.audience_id, told?.name, told?.isPublic ?? false);
  const person = situation.organization.people.get(personOf(delivery.recipient) ?? "");
  const written = writeUpdate({
    ...{ conditions, actions, needs, isClosing: update.is_closing, sentAt: update.sent_at, style: addressee.style, nextAt: told?.nextAt ?? null },
    incident: incidentWordsOf(situation),
    zone: zoneNamed(person?.timezone ?? situation.organization.timezone),
    because: audienceBecause(addressee),
    link: roomLink(tx, situation),
  });
  return {
    ...written,
    messageKey: `update.${update.id}.${idFrom(delivery.address)}`,
    threadKey: `subject.${update.incident_id}`,
    address: delivery.address,
    recipientName: person?.name ?? (isPublic(addressee) ? "" : addressee.name),
    link: isPublic(addressee) ? null : roomLink(tx, situation),
    isUrgent: false,
  };
}

/** What is due is told in the manner it was sent in, also where the audience was taken out meanwhile. */
function goneAudience(id: string, name: string | undefined, wasPublic: boolean): Addressee {
  return { id, name: name ?? id, style: wasPublic ? "external" : "executive", members: [], hasStatusPage: false };
}
