import { isDatabaseAway } from "../../platform/database/pool.ts";
import type { Tx } from "../../platform/database/database.ts";
import { NewerStream } from "../../platform/event-log/newer-stream.ts";
import { tellAdministrators } from "../access/index.ts";
import type { Intake } from "./queue.intake.ts";

/** What a delivery needs of a syslog message. */
export interface AlertMessage {
  structuredData: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const kind = "syslog";
/** Muster's own element (RFC 5424, 6.3.2), whatever number its senders write behind the @. */
const ownElement = /^muster(?:@[\d.]+)?$/;

/**
 * Takes a message as a delivery of the source that its structured data names: `[muster@32473 source="…" key="…"]`. Without a key there it is for the only
 * source of the kind `syslog`. `unknown` is a message with a wrong key, or without one where there is no such source or more than one; `later` means: not
 * stored now, bring it again.
 */
export async function takeAlertMessage(intake: Intake, message: AlertMessage, size: number): Promise<"taken" | "unknown" | "later"> {
  const { source, key } = ownParametersOf(message.structuredData);
  const delivery = { sourceId: source ?? null, key: key ?? null, kind, payload: withoutKey(message), headers: {}, contentType: null, size };
  try {
    const { outcome } = await intake.accept(delivery);
    if (outcome === "too-many") return "later";
    return outcome === "accepted" ? "taken" : "unknown";
  } catch (error) {
    if (isPassing(error)) return "later";
    throw error;
  }
}

/** True where the state of the server is at fault, not the message: by the classes of PostgreSQL's error codes (its appendix A). */
function isPassing(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return isDatabaseAway(error) || error instanceof NewerStream || (typeof code === "string" && /^(?:08|25|40|53|55|57|58)...$/.test(code));
}

function ownParametersOf(structuredData: AlertMessage["structuredData"]): { source?: string; key?: string } {
  return Object.entries(structuredData).find(([id]) => ownElement.test(id))?.[1] ?? {};
}

function withoutKey(message: AlertMessage): AlertMessage {
  const elements = Object.entries(message.structuredData).map(([id, parameters]) => {
    const { key: _key, ...rest } = parameters;
    return [id, ownElement.test(id) ? rest : parameters];
  });
  return { ...message, structuredData: Object.fromEntries(elements) as AlertMessage["structuredData"] };
}

/** Tells the administrators of syslog messages that nobody took, and of those for which there was no room. */
export async function tellAboutLostMessages(tx: Tx, { unknown, full }: { unknown: number; full: number }): Promise<void> {
  await tellAdministrators(tx, [
    ...(unknown === 0
      ? []
      : [{ key: "syslog.unknown", code: "syslog.unknown", sentence: `${messages(unknown)} dropped: no source of the kind syslog was named by its key. Let the sender write [muster@32473 source="…" key="…"], or have exactly one source of this kind and write no key.` }]),
    ...(full === 0 ? [] : [{ key: "syslog.full", code: "syslog.full", sentence: `${messages(full)} dropped: more came by UDP than could be stored. Let the senders use TCP, which waits.` }]),
  ]);
}

function messages(count: number): string {
  return count === 1 ? "A syslog message was" : `${count} syslog messages were`;
}
