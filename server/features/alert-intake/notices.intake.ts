import type { AdministratorNotice } from "../access/index.ts";
import type { RoutedAlert } from "./route.intake.ts";

/** What the administrators are told of names that no service has, and of alerts that no route asks for: one notice per source, however often it is told. */
export function strangersIn(routed: readonly RoutedAlert[]): AdministratorNotice[] {
  return routed.flatMap(({ sourceId, routing: { service, routed: { route } } }) => [
    ...(service.serviceId === null || service.unknownName ? [strangerNotice(sourceId, service.unknownName, service.serviceId)] : []),
    ...(route === null ? [{ key: `route.none-matched/${sourceId}`, code: "route.none-matched", sentence: `Alerts from ${sourceId} match no route, so they are of low urgency. Add a route without a condition at the end.` }] : []),
  ]);
}

function strangerNotice(sourceId: string, name: string | null, serviceId: string | null) {
  const what = name ? `names the service "${name}", which does not exist` : "names no service";
  const then = serviceId ? `They went to ${serviceId}.` : "They are unassigned.";
  return { key: `service.unknown/${sourceId}`, code: "service.unknown", sentence: `An alert from ${sourceId} ${what}. ${then} Add the service, or give the source a default.` };
}
