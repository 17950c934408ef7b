import { toIso, toIsoOrNull } from "../../values/instant.ts";
import type { DeliveryView, SourceView } from "./contract.ts";
import type { AlertOfDeliveryRow, DeliveryRow } from "./delivery.queries.ts";
import { addressOf, hiddenKey, type IntakeAddresses } from "./source-address.rules.ts";
import type { ListedSourceRow } from "./source.queries.ts";

export function presentSource(row: ListedSourceRow, addresses: IntakeAddresses, key = hiddenKey): SourceView {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    preset: row.preset,
    ...addressOf(row, key, addresses),
    serviceId: row.service_default,
    serviceLabel: row.service_label,
    firstAlertAt: toIsoOrNull(row.first_alert_at),
    lastDeliveryAt: toIsoOrNull(row.last_delivery_at),
    isFromFile: row.is_from_file,
  };
}

export function presentDelivery(row: DeliveryRow, alerts: readonly AlertOfDeliveryRow[]): DeliveryView {
  return {
    id: row.id,
    receivedAt: toIso(row.received_at),
    size: row.size,
    contentType: row.content_type,
    signals: row.signals,
    note: row.note,
    body: row.body,
    alerts: alerts.filter((alert) => alert.delivery_id === row.id).map(({ id, title, status }) => ({ id, title, status })),
  };
}
