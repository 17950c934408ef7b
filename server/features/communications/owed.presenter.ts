import { toIso } from "../../values/instant.ts";
import { refOf } from "../incidents/index.ts";
import { whoHolds } from "./chain.rules.ts";
import type { OwedView } from "./contract.ts";
import { standInOf } from "./passing.rules.ts";
import type { OwedInIncident } from "./owed.queries.ts";
import type { KnownSituation } from "./situation.queries.ts";

export function presentOwed({ situation, update }: OwedInIncident): OwedView {
  return {
    incident: { id: situation.incidentId, ref: refOf(situation.state.number), title: situation.title },
    from: roleNamed(situation, update.from),
    heldBy: roleNamed(situation, update.heldBy),
    workstream: update.workstreamId === undefined ? null : { id: update.workstreamId, name: situation.workstreamNames.get(update.workstreamId) ?? "taken out" },
    person: personNamed(situation, update.fromPersonId),
    standIn: presentStandIn(situation, update),
    audiences: update.toAudienceIds.map((id) => ({ id, name: situation.addressee(id)?.name ?? id })),
    roles: update.toRoles.map((role) => ({ ...roleNamed(situation, role), people: whoHolds(situation, role).map((id) => personNamed(situation, id)) })),
    everySeconds: secondsOf(update.everyMilliseconds),
    dueAt: toIso(update.dueAt),
    isOverdue: update.isOverdue,
    isFirst: update.isFirst,
    isClosing: update.isClosing,
  };
}

function presentStandIn(situation: KnownSituation, update: OwedInIncident["update"]): OwedView["standIn"] {
  const standIn = update.isOverdue ? standInOf(situation, update) : null;
  return standIn === null ? null : { ...personNamed(situation, standIn.personId), isDeputy: standIn.isDeputy };
}

export function secondsOf(milliseconds: number | null): number | null {
  return milliseconds === null ? null : Math.round(milliseconds / 1_000);
}

function roleNamed({ process }: KnownSituation, role: string): { role: string; name: string } {
  return { role, name: process.roles.find(({ id }) => id === role)?.name ?? role };
}

function personNamed({ organization }: KnownSituation, id: string): { id: string; name: string } {
  return { id, name: organization.people.get(id)?.name ?? id };
}
