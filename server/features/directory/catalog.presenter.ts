import type { Caller } from "../../values/permission.ts";
import { hideAddress, showAddress } from "./address.rules.ts";
import type { CatalogCustomerRow, CatalogPersonRow, CatalogServiceRow, CatalogTeamRow } from "./catalog.queries.ts";
import type { CustomerView, PersonView, ServiceView, TeamView } from "./contract.ts";
import { seesAddresses } from "./directory.permissions.ts";
import type { ContactRow } from "./directory.queries.ts";

export function presentPerson(row: CatalogPersonRow, contacts: readonly ContactRow[], caller: Caller): PersonView {
  const isOpen = seesAddresses(caller, row.id);
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    timezone: row.timezone,
    contacts: contacts.filter((contact) => contact.person_id === row.id).map((contact) => presentContact(contact, isOpen)),
    teams: row.teams,
    isFromFile: row.is_from_file,
  };
}

/** Mail needs no code: who may read it may be paged by it. */
export function presentContact(row: ContactRow, isOpen: boolean): PersonView["contacts"][number] {
  const { id, channel, address, name } = row;
  return {
    id,
    channel: channel as PersonView["contacts"][number]["channel"],
    address: isOpen ? showAddress(channel, address) : hideAddress(channel, address),
    name,
    isVerified: channel === "mail" || row.verified_at !== null,
    verifiedBy: row.verified_by,
  };
}

export function presentTeam(row: CatalogTeamRow): TeamView {
  return { id: row.id, name: row.name, members: row.members, manager: row.manager, services: row.services, isFromFile: row.is_from_file };
}

export function presentCustomer({ id, name, touch, sla_target: target, sla_window: window, services, is_from_file: isFromFile }: CatalogCustomerRow): CustomerView {
  return { id, name, touch, services, sla: target === null || window === null ? null : { target, window }, isFromFile };
}

export function presentService(row: CatalogServiceRow): ServiceView {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    tier: row.tier,
    team: row.team,
    dependsOn: row.depends_on,
    carries: row.carries,
    experts: row.experts,
    escalationPolicyId: row.escalation_policy_id,
    runbookIds: row.runbooks,
    isFromFile: row.is_from_file,
  };
}
