import type { Json } from "../../values/canonical-json.ts";
import type { FieldError } from "../../platform/http/problem.ts";
import { hashSecret, idFrom, newId } from "../../platform/ids/ids.ts";
import { adapterOf, mostBytesOf } from "./adapters/kinds.adapter.ts";
import type { StoredDelivery } from "./delivery.queries.ts";
import type { Incoming } from "./fold.rules.ts";
import type { IntakeConfiguration } from "./configuration.intake.ts";
import type { SourceRow } from "./configuration.queries.ts";
import { confirmationOf, findUnproven, type Confirmation, type SignedBody, type Unproven } from "./proof.intake.ts";
import type { Change, Signal } from "./signal.rules.ts";
import { isStorable, storable } from "../../values/text.ts";
import { redactBody } from "./redaction.rules.ts";

/** One body as it came in, its key not yet checked. */
export interface Delivery extends SignedBody {
  /** Where the sender names it, so that the same one is not taken twice; a new one where it does not. */
  id?: string;
  /** `null` where the key alone names the source, as PagerDuty's routing key does. */
  sourceId: string | null;
  /** `null` where the way it came needs none: it is for the only source of its kind. */
  key: string | null;
  /** The kind that its source must be of, where it came a way of that kind's own. */
  kind?: string;
  contentType: string | null;
  size: number;
}

export type Acceptance =
  | { outcome: "accepted"; deliveryId: string; signals: { key: string }[] }
  | { outcome: "unknown-key" }
  | Unproven
  /** Too much of this source waits already: it is to be brought again. */
  | { outcome: "too-many" }
  | { outcome: "too-large"; mostBytes: number }
  | { outcome: "malformed"; errors: FieldError[] };

export interface AdaptedDelivery {
  source: SourceRow;
  stored: StoredDelivery;
  incoming: Incoming[];
  changes: readonly Change[];
  isTest: boolean;
  confirmation: Confirmation | null;
}

/** Finds the source by its key and turns the body into signals, or says what is wrong. */
export function adaptDelivery(delivery: Delivery, configuration: IntakeConfiguration): AdaptedDelivery | Exclude<Acceptance, { outcome: "accepted" }> {
  const source = findSource(delivery, configuration);
  if (!source) return { outcome: "unknown-key" };
  const mostBytes = mostBytesOf(source.kind);
  if (delivery.size > mostBytes) return { outcome: "too-large", mostBytes };
  const unproven = findUnproven(source, delivery);
  if (unproven) return unproven;
  const id = delivery.id ?? newId();
  // Signals are made of what is stored, so that no label, title or key carries what was masked in the body.
  // A beat may come without a body.
  const { payload, text } = delivery.payload === undefined ? { text: "" } : redactBody(delivery.payload as Json, delivery.key === null ? [] : [delivery.key]);
  const adapted = (configuration.adapters.get(source.id) ?? adapterOf(source))({ payload, headers: delivery.headers, newKey: id });
  if ("errors" in adapted) return { outcome: "malformed", errors: adapted.errors };
  return {
    source,
    stored: {
      id,
      sourceId: source.id,
      contentType: delivery.contentType,
      size: delivery.size,
      body: text,
      signals: adapted.signals.length,
      note: adapted.note === null ? null : storable(adapted.note),
    },
    incoming: adapted.signals.map(storableTexts).map((signal) => ({
      signal,
      fingerprint: idFrom(`${source.id}|${signal.key}`),
      sourceId: source.id,
      deliveryId: id,
      newAlertId: newId(),
    })),
    changes: (adapted.changes ?? []).map(storableTexts),
    isTest: adapted.isTest ?? false,
    confirmation: confirmationOf(source, delivery),
  };
}

/** A body was checked when it came; what is read out of a text in it was not. */
function storableTexts<Told extends Pick<Signal, "key" | "title" | "description" | "labels">>(told: Told): Told {
  if (isStorable(told.key) && isStorable(told.title) && isStorable(told.description ?? "") && hasStorableLabels(told.labels)) return told;
  const labels = Object.fromEntries(Object.entries(told.labels).map(([name, value]) => [storable(name), storable(value)]));
  return { ...told, key: storable(told.key), title: storable(told.title), description: told.description === null ? null : storable(told.description), labels };
}

function hasStorableLabels(labels: Signal["labels"]): boolean {
  for (const name in labels) if (!isStorable(name) || !isStorable(labels[name] ?? "")) return false;
  return true;
}

function findSource({ sourceId, key, kind }: Delivery, { sources, sourcesByKeyHash }: IntakeConfiguration): SourceRow | null {
  const found = key === null ? [...sources.values()].filter((source) => source.kind === kind) : [sourcesByKeyHash.get(hashSecret(key).toString("hex"))];
  const [source] = found;
  const isMeant = source && found.length === 1 && (kind === undefined || kind === source.kind) && (sourceId === null || sourceId === source.id);
  return isMeant ? source : null;
}
