import type { Tx } from "../../platform/database/database.ts";
import { schedule } from "../../platform/due-work/due-work.ts";
import { prepareContent } from "../../platform/event-log/content.ts";
import { lockStreams } from "../../platform/event-log/event-log.queries.ts";
import { idFrom, newId } from "../../platform/ids/ids.ts";
import type { Actor } from "../../values/actor.ts";
import type { Instant } from "../../values/instant.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { changeIncident, incidentStream, noSuchIncident } from "../incidents/index.ts";
import { messengersOf } from "../paging/index.ts";
import type { CanText } from "./draft.rules.ts";
import { isPublic, recipientsOf, recipientsOfAll, whyUnreachable, type Addressee, type Recipient } from "./recipients.rules.ts";
import { isClosing, promisedAt, whyNotTell, type Timing } from "./sending.rules.ts";
import { readSituation, type KnownSituation } from "./situation.queries.ts";
import { insertDeliveries, insertUpdate, type ToldAudience } from "./update.queries.ts";

export const updateDeliverKind = "update.deliver";

/** What somebody wants to tell, and to whom. */
export interface UpdateWish extends CanText, Timing {
  audienceIds: readonly string[];
}

/** An update as it would be sent: whom it tells what next time, and every mail, each address once. */
export interface PreparedUpdate {
  situation: KnownSituation;
  addressees: readonly Addressee[];
  audiences: readonly ToldAudience[];
  recipients: readonly Recipient[];
  isClosing: boolean;
}

/** Works an update out as far as it can be shown before it is sent; stores nothing. */
export async function prepareUpdate(tx: Tx, incidentId: string, wish: UpdateWish): Promise<PreparedUpdate | Refusal> {
  const situation = await readSituation(tx, incidentId, wish.audienceIds);
  if (!situation) return noSuchIncident;
  const refused = whyNotTell(situation.state, wish.audienceIds, wish, tx.now);
  if (refused) return refused;
  const addressees = findAddressees(situation, wish.audienceIds);
  if (isRefusal(addressees)) return addressees;
  const recipients = recipientsOfAll(addressees, situation.circle);
  const audiences = addressees.map((addressee) => ({
    audienceId: addressee.id,
    name: addressee.name,
    isPublic: isPublic(addressee),
    nextAt: promisedAt(situation, addressee.id, wish.nextAt, tx.now),
  }));
  return whyNotMail(tx, recipients) ?? { situation, addressees, audiences, recipients, isClosing: isClosing(situation.state) };
}

/** The audiences by their ids; every one must be there and be reached by somebody. */
export function findAddressees(situation: KnownSituation, audienceIds: readonly string[]): Addressee[] | Refusal {
  const addressees: Addressee[] = [];
  for (const [index, id] of audienceIds.entries()) {
    const addressee = situation.addressee(id);
    if (!addressee) return wrongAudience(index, "unknown", unknownWords(situation, id));
    const unreachable = whyUnreachable(addressee, recipientsOf(addressee, situation.circle));
    if (unreachable !== null) return wrongAudience(index, "unreachable", unreachable);
    addressees.push(addressee);
  }
  return addressees;
}

function unknownWords({ organization }: KnownSituation, id: string): string {
  const known = [...organization.audiences.keys()];
  return `There is no audience “${id}”.${known.length === 0 ? " Add one to the configuration." : ` There are: ${known.join(", ")}.`}`;
}

function wrongAudience(index: number, what: "unknown" | "unreachable", message: string): Refusal {
  return refuse(`update.audience-${what}.invalid`, message, { errors: [{ path: `audienceIds.${index}`, message }] });
}

function whyNotMail(tx: Tx, recipients: readonly Recipient[]): Refusal | null {
  if (recipients.length === 0 || messengersOf(tx).mail) return null;
  return refuse("update.no-mail", "Outgoing mail is not set up (MUSTER_SMTP_URL), so nobody would get this update.");
}

export interface Sending extends UpdateWish {
  incidentId: string;
  actor: Actor;
}

/** Sends an update: its words, that it was told, and every mail that is due are stored in this transaction, or nothing is. */
export async function sendUpdate(tx: Tx, { incidentId, actor, ...wish }: Sending): Promise<string | Refusal> {
  await lockStreams(tx, [incidentStream(incidentId)]);
  const prepared = await prepareUpdate(tx, incidentId, wish);
  if (isRefusal(prepared)) return prepared;
  const { audiences, recipients } = prepared;
  const updateId = newId();
  const [conditions, actions] = [prepareContent(wish.conditions), prepareContent(wish.actions)];
  const needs = wish.needs === null ? null : prepareContent(wish.needs);
  const words = { conditions: conditions.reference, actions: actions.reference, needs: needs?.reference ?? null };
  const told = audiences.map(({ audienceId, nextAt }) => ({ audienceId, nextAt }));
  const command = { kind: "tell", updateId, isPublic: audiences.some((audience) => audience.isPublic), audiences: told, words } as const;
  const outcome = await changeIncident(tx, { incidentId, actor, command, at: wish.at, texts: [conditions, actions, needs] });
  if (isRefusal(outcome)) return outcome;
  await insertUpdate(tx, {
    ...{ id: updateId, incidentId, sentAt: wish.at ?? tx.now, sentBy: actor, isClosing: prepared.isClosing, audiences },
    conditionsId: words.conditions.contentId,
    actionsId: words.actions.contentId,
    needsId: words.needs?.contentId ?? null,
  });
  await insertDeliveries(tx, updateId, recipients);
  await schedule(tx, recipients.map(({ address }) => deliveryOf(updateId, address, tx.now)));
  return updateId;
}

function deliveryOf(updateId: string, address: string, dueAt: Instant) {
  return { kind: updateDeliverKind, key: `update/${updateId}/${idFrom(address)}`, dueAt, payload: { updateId, address } };
}
