import { timingSafeEqual } from "node:crypto";
import { schedule } from "../../platform/due-work/due-work.ts";
import type { Tx } from "../../platform/database/database.ts";
import { newId } from "../../platform/ids/ids.ts";
import { muster } from "../../values/actor.ts";
import type { Caller } from "../../values/permission.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { recordAudit } from "../access/index.ts";
import { whyNotReach } from "../directory/index.ts";
import { codeOf, hashAddress, hashCode } from "./contact-proof.mail.ts";
import { countTry, insertProof, lockAsking, lockCode, noteAnswered, noteVerified, readAsked, readMeans, readProof, type Means, type Proof } from "./contact-proof.queries.ts";
import { codeLife, testLife, whyNotVerify, whyTooMany, wrongCode } from "./contact-proof.rules.ts";
import { messengersOf } from "./messenger.connector.ts";
import { linkMakerOf } from "./page-link.mail.ts";

export const proveKind = "contact.prove";

const noSuchContact = refuse("contact.not-found", "There is no such means; perhaps it was removed.");

/** Sends six digits by a means that nobody has verified yet. */
export async function askCode(tx: Tx, caller: Caller, personId: string, contactId: string): Promise<Proof | Refusal> {
  const means = await findMeans(tx, caller, personId, contactId);
  if (isRefusal(means)) return means;
  if (means.is_verified) return refuse("contact.verified", means.channel === "mail" ? "Mail needs no code." : "This means is verified already.");
  return send(tx, "code", means);
}

/** Takes the digits that somebody read. */
export async function verifyContact(tx: Tx, caller: Caller, personId: string, contactId: string, given: string): Promise<null | Refusal> {
  const means = await findMeans(tx, caller, personId, contactId);
  if (isRefusal(means) || means.is_verified) return isRefusal(means) ? means : null;
  const proof = await lockCode(tx, personId, contactId, hashAddress(means.address));
  const refused = whyNotVerify(proof && { expiresAt: proof.expires_at, tries: proof.tries }, tx.now);
  if (refused || !proof?.code_hash) return refused ?? noSuchContact;
  const hash = hashCode(linkMakerOf(tx).secret, proof.id, given);
  if (!timingSafeEqual(hash, proof.code_hash)) {
    await countTry(tx, proof.id);
    return wrongCode(proof.tries + 1);
  }
  await noteAnswered(tx, proof.id);
  await noteVerified(tx, personId, contactId);
  await recordAudit(tx, { actor: caller.actor ?? muster, section: "people", id: personId, action: "verified", paths: [`contacts/${contactId}`] });
  return null;
}

/** Sends a test by one means, or by all that a page would use. */
export async function sendTests(tx: Tx, caller: Caller, personId: string, contactId: string | null): Promise<Proof[] | Refusal> {
  const all = await holdMeans(tx, caller, personId);
  if (isRefusal(all)) return all;
  const usable = all.filter((means) => means.is_verified && messengersOf(tx)[means.channel] !== undefined);
  const chosen = contactId === null ? usable : all.filter((means) => means.contact_id === contactId);
  if (chosen.length === 0) return contactId === null ? refuse("contact.none", "There is no means yet by which a test could be sent: none is verified and has a provider.") : noSuchContact;
  const sent: Proof[] = [];
  for (const means of chosen) {
    const proof = means.is_verified ? await send(tx, "test", means) : refuse("contact.unverified", "This means is not verified yet. Verify it with a code first.");
    if (isRefusal(proof)) return proof;
    sent.push(proof);
  }
  return sent;
}

/** Notes that a test reached its person. */
export async function answerTest(tx: Tx, proofId: string): Promise<Proof | null> {
  const proof = await readProof(tx, proofId);
  if (proof?.kind !== "test" || proof.answered_at !== null || proof.expires_at <= tx.now) return proof;
  await noteAnswered(tx, proofId);
  return { ...proof, answered_at: tx.now };
}

/** The same by somebody who is signed in: a call has no link to open. */
export async function answerOwnTest(tx: Tx, caller: Caller, personId: string, proofId: string): Promise<Proof | Refusal> {
  const found = await readProof(tx, proofId);
  if (found?.person_id !== personId || found.kind !== "test") return refuse("test.not-found", "There is no such test.");
  if (caller.personId !== personId) return refuse("not-allowed", "Only the person whom a test was sent to can say that it reached them.");
  const proof = await answerTest(tx, proofId);
  return proof?.answered_at ? proof : refuse("test.expired", "This test was sent more than a day ago. Send another one.");
}

async function findMeans(tx: Tx, caller: Caller, personId: string, contactId: string): Promise<Means | Refusal> {
  const all = await holdMeans(tx, caller, personId);
  return isRefusal(all) ? all : (all.find((means) => means.contact_id === contactId) ?? noSuchContact);
}

/** The means of a person, with everybody else who asks for the same person waiting. */
async function holdMeans(tx: Tx, caller: Caller, personId: string): Promise<Means[] | Refusal> {
  if ((await readMeans(tx, personId)).length === 0) return refuse("person.not-found", "There is no such person.");
  const refused = whyNotReach(caller, personId);
  if (refused) return refused;
  await lockAsking(tx, personId);
  return readMeans(tx, personId);
}

async function send(tx: Tx, kind: Proof["kind"], means: Means): Promise<Proof | Refusal> {
  if (!messengersOf(tx)[means.channel]) return refuse("contact.no-provider", "This installation has no provider for this means yet, so nothing can be sent by it. An administrator sets one up.");
  const addressHash = hashAddress(means.address);
  const tooMany = whyTooMany(kind, await readAsked(tx, kind, means.person_id, addressHash), tx.now);
  if (tooMany) return tooMany;
  const id = newId();
  const { secret } = linkMakerOf(tx);
  const isCode = kind === "code";
  const proof = await insertProof(tx, {
    ...{ id, kind, person_id: means.person_id, contact_id: means.contact_id, address_hash: addressHash },
    code_hash: isCode ? hashCode(secret, id, codeOf(secret, id)) : null,
    expires_at: tx.now + (isCode ? codeLife : testLife),
  });
  await schedule(tx, [{ kind: proveKind, key: `proof/${id}`, dueAt: tx.now, payload: { proofId: id } }]);
  return proof;
}
