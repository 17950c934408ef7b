import { putContents } from "../../platform/event-log/content.ts";
import { executeMany } from "../../platform/event-log/event-log.ts";
import type { Tx } from "../../platform/database/database.ts";
import { newId } from "../../platform/ids/ids.ts";
import type { Actor } from "../../values/actor.ts";
import { auditDecider } from "./audit.decider.ts";
import { withoutSecrets } from "./secret.rules.ts";

/** A change that somebody made: what they did to which part of which section. */
export interface Change {
  actor: Actor;
  section: string;
  id: string;
  /** One word in the past tense, such as `made` or `disabled`. */
  action: string;
  paths: readonly string[];
  /** Values from before and after, kept apart from the event; members named like a secret are masked. */
  details?: unknown;
}

/** Writes changes to the audit trail, in the transaction in which they are made. */
export async function recordAudits(tx: Tx, changes: readonly Change[]): Promise<void> {
  const contents = await putContents(tx, changes.filter(hasDetails).map(({ details }) => JSON.stringify(withoutSecrets(details))));
  const orders = changes.map((change) => {
    const { actor, section, id, action, paths } = change;
    const details = hasDetails(change) ? (contents.shift() ?? null) : null;
    // Never a key that the caller chose: an entry must not count as a repeat of another one.
    return { streamId: `${auditDecider.kind}/${section}/${id}`, commandId: newId(), actor, command: { section, id, action, paths, details } };
  });
  await executeMany(tx, auditDecider, orders);
}

/** One change: a set of one. */
export async function recordAudit(tx: Tx, change: Change): Promise<void> {
  await recordAudits(tx, [change]);
}

function hasDetails(change: Change): boolean {
  return change.details !== undefined;
}
