import type { Json } from "../../values/canonical-json.ts";
import type { FieldError } from "../../platform/http/problem.ts";
import { hashSecret, idFrom, newId } from "../../platform/ids/ids.ts";
import { adapterOf } from "./adapters/kinds.adapter.ts";
import type { StoredDelivery } from "./delivery.queries.ts";
import type { Incoming } from "./fold.rules.ts";
import type { IntakeConfiguration } from "./configuration.intake.ts";
import type { SourceRow } from "./configuration.queries.ts";
import { redact } from "./redaction.rules.ts";

/** One body as it came in, its key not yet checked. */
export interface Delivery {
  /** `null` where the key alone names the source, as PagerDuty's routing key does. */
  sourceId: string | null;
  key: string;
  payload: unknown;
  /** By their names in small letters. */
  headers: Readonly<Record<string, string>>;
  contentType: string | null;
  size: number;
}

export type Acceptance =
  | { outcome: "accepted"; deliveryId: string; signals: { key: string }[] }
  | { outcome: "unknown-key" }
  | { outcome: "malformed"; errors: FieldError[] };

export interface AdaptedDelivery {
  source: SourceRow;
  stored: StoredDelivery;
  incoming: Incoming[];
}

/** Finds the source by its key and turns the body into signals, or says what is wrong. */
export function adaptDelivery(delivery: Delivery, configuration: IntakeConfiguration): AdaptedDelivery | Exclude<Acceptance, { outcome: "accepted" }> {
  const source = configuration.sourcesByKeyHash.get(hashSecret(delivery.key).toString("hex"));
  if (!source || (delivery.sourceId !== null && delivery.sourceId !== source.id)) return { outcome: "unknown-key" };
  const id = newId();
  // Signals are made of what is stored, so that no label, title or key carries what was masked in the body.
  const payload = redact(delivery.payload as Json, [delivery.key]);
  const adapted = (configuration.adapters.get(source.id) ?? adapterOf(source))({ payload, headers: delivery.headers, newKey: id });
  if ("errors" in adapted) return { outcome: "malformed", errors: adapted.errors };
  return {
    source,
    stored: {
      id,
      sourceId: source.id,
      contentType: delivery.contentType,
      size: delivery.size,
      // A beat may come without a body.
      body: payload === undefined ? "" : JSON.stringify(payload),
      signals: adapted.signals.length,
      note: adapted.note,
    },
    incoming: adapted.signals.map((signal) => ({
      signal,
      fingerprint: idFrom(`${source.id}|${signal.key}`),
      sourceId: source.id,
      deliveryId: id,
      newAlertId: newId(),
    })),
  };
}
