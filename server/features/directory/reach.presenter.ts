import { createHash } from "node:crypto";
import { toIso, toIsoOrNull } from "../../values/instant.ts";
import { presentContact } from "./catalog.presenter.ts";
import type { ContactRow, NotificationRuleRow } from "./directory.queries.ts";
import type { ProofRow } from "./proof.queries.ts";
import type { ProofView, ReachContact, ReachView } from "./reach.contract.ts";
import type { ReachPerson } from "./reach.queries.ts";
import { impliedContact } from "./reach.rules.ts";

export interface ReachState {
  person: ReachPerson;
  contacts: readonly ContactRow[];
  rules: readonly NotificationRuleRow[];
}

export function presentReach(state: ReachState, proofs: readonly ProofRow[]): ReachView {
  const { person, contacts } = state;
  const shown = contacts.length > 0 ? contacts : [implied(person)];
  return {
    personId: person.id,
    name: person.name,
    isFromFile: person.is_from_file,
    version: versionOf(state),
    contacts: shown.map((row) => presentReachContact(row, state, proofs)),
    high: presentOrder(state, "high"),
    low: presentOrder(state, "low"),
  };
}

/** Changes with whatever somebody judged by: the means, their addresses and both orders. */
export function versionOf({ person, contacts, rules }: ReachState): string {
  const what = [person.email, contacts.map(({ id, channel, address }) => [id, channel, address]), rules.map((rule) => [rule.urgency, rule.contact_id, rule.after])];
  return createHash("sha256").update(JSON.stringify(what)).digest("hex").slice(0, 16);
}

function implied({ id, email }: ReachPerson): ContactRow {
  return { person_id: id, id: impliedContact, channel: "mail", address: email, verified_at: null, verified_by: null, is_own: false, name: null };
}

function presentReachContact(row: ContactRow, { person }: ReachState, proofs: readonly ProofRow[]): ReachContact {
  const last = (kind: ProofRow["kind"]) => proofs.find((proof) => proof.contact_id === row.id && proof.kind === kind);
  return {
    ...presentContact(row, true),
    isFromFile: person.is_from_file && !row.is_own,
    isImplied: row.id === impliedContact,
    code: presentProof(last("code")),
    test: presentProof(last("test")),
  };
}

function presentProof(row: ProofRow | undefined): ProofView | null {
  if (!row) return null;
  const { id, asked_at: askedAt, sent_at: sentAt, expires_at: expiresAt, error, answered_at: answeredAt } = row;
  return { id, askedAt: toIso(askedAt), sentAt: toIsoOrNull(sentAt), expiresAt: toIso(expiresAt), error, answeredAt: toIsoOrNull(answeredAt) };
}

function presentOrder({ person, rules }: ReachState, urgency: "high" | "low"): ReachView["high"] {
  const steps = rules.filter((rule) => rule.urgency === urgency);
  const isOwn = steps.some((rule) => rule.is_own);
  return { steps: steps.map((rule) => ({ contact: rule.contact_id, after: rule.after ?? "0s" })), isOwn, isFromFile: person.is_from_file && !isOwn && steps.length > 0 };
}
