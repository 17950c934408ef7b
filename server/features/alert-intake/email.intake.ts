import type { Database } from "../../platform/database/database.ts";
import { hashSecret, idFrom } from "../../platform/ids/ids.ts";
import { readDelivery } from "./delivery.queries.ts";
import type { Intake } from "./queue.intake.ts";
import { hasSource } from "./source.queries.ts";

/** What a delivery needs of a mail. */
export interface AlertMail {
  from: string | null;
  subject: string;
  text: string;
  attachments: readonly { name: string; size: number | null; type: string }[];
  messageId: string | null;
  date: string | null;
  list: string | null;
  /** A bounce, or the answer of a machine. */
  isAutomaticReply: boolean;
  /** In bytes, as it came. */
  size: number;
}

/** An answer of SMTP (RFC 5321, 4.2). */
export interface MailAnswer {
  code: 250 | 451 | 550 | 554;
  words: string;
}

export interface AlertMailboxes {
  /** Whether there is a source of the kind `email` to which this part before an @ belongs. */
  knows(box: string): Promise<boolean>;
  /** Takes the mail as a delivery. A fault means: not stored, the sender shall try again. */
  take(box: string, mail: AlertMail): Promise<MailAnswer>;
}

const kind = "email";
const noSource: MailAnswer = { code: 550, words: "No such mailbox here" };

/** The mailboxes `<source id>.<key>@` of the sources of the kind `email`. A mail whose Message-ID was taken before, within the 30 days that deliveries are kept, is the same delivery. */
export function createAlertMailboxes(database: Database, intake: Intake): AlertMailboxes {
  return {
    async knows(box) {
      const address = readBox(box);
      return address !== null && database.transaction((tx) => hasSource(tx, { id: address.sourceId, kind, keyHash: hashSecret(address.key) }));
    },
    async take(box, mail) {
      const address = readBox(box);
      if (address === null) return noSource;
      const { size, messageId, ...words } = mail;
      const payload = { ...words, messageId };
      const delivery = { ...address, kind, payload, headers: {}, contentType: "message/rfc822", size };
      if (messageId === null) return deliver(intake, delivery);
      const id = idFrom(`mail|${address.sourceId}|${messageId}`);
      if (await isTaken(database, id)) return receiptOf(id);
      return deliver(intake, { ...delivery, id }).catch(async (error: unknown) => {
        if (await isTaken(database, id)) return receiptOf(id);
        throw error;
      });
    },
  };
}

/** No id of a source has a dot; a key may. */
function readBox(box: string): { sourceId: string; key: string } | null {
  const dot = box.indexOf(".");
  return dot < 1 ? null : { sourceId: box.slice(0, dot).toLowerCase(), key: box.slice(dot + 1) };
}

async function deliver(intake: Intake, delivery: Parameters<Intake["accept"]>[0]): Promise<MailAnswer> {
  const acceptance = await intake.accept(delivery);
  if (acceptance.outcome === "accepted") return receiptOf(acceptance.deliveryId);
  if (acceptance.outcome === "too-many") return { code: 451, words: "More comes than can be taken in, send it again" };
  return acceptance.outcome === "unknown-key" ? noSource : { code: 554, words: "This mail cannot be read as an alert" };
}

function receiptOf(deliveryId: string): MailAnswer {
  return { code: 250, words: `Thank you: delivery ${deliveryId}` };
}

async function isTaken(database: Database, id: string): Promise<boolean> {
  return database.transaction(async (tx) => (await readDelivery(tx, id)) !== null);
}
