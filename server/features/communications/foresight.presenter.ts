import type { EntryWords } from "../incidents/index.ts";
import type { ForesightView } from "./foresight.contract.ts";
import type { Foreseen } from "./foresight.commands.ts";
import { presentOwed } from "./owed.presenter.ts";
import { personOf } from "./recipients.rules.ts";
import type { KnownSituation } from "./situation.queries.ts";

export function presentForesight({ after, difference }: Foreseen, events: readonly EntryWords[]): ForesightView {
  const { paged, spared, notified, rolesRequired, rolesNotRequired, toldMore, toldLess, owed } = difference;
  const person = (id: string) => ({ id, name: after.organization.people.get(id)?.name ?? id });
  const role = (id: string) => after.process.roles.find((one) => one.id === id)?.name ?? id;
  const called = ({ personId, call }: { personId: string; call: string }) => ({ ...person(personId), because: callInWords(call, after, role) });
  const audience = (id: string) => ({ id, name: after.addressee(id)?.name ?? id });
  return {
    events: events.map(({ bold, rest }) => ({ bold, rest })),
    paged: paged.map(called),
    spared: spared.map(called),
    notified: notified.map(({ recipient, because }) => ({ name: after.organization.people.get(personOf(recipient) ?? "")?.name ?? recipient, because })),
    roles: rolesRequired.map((id) => ({ role: id, name: role(id), holder: holderOf(after, id, person) })),
    rolesNotRequired: rolesNotRequired.map((id) => ({ id, name: role(id) })),
    toldMore: toldMore.map(audience),
    toldLess: toldLess.map(audience),
    owed: owed.map((update) => presentOwed({ situation: after, update })),
  };
}

function holderOf({ state }: KnownSituation, role: string, person: (id: string) => { id: string; name: string }): { id: string; name: string } | null {
  const holder = state.holders.find((one) => one.role === role && !one.isProvisional);
  return holder ? person(holder.personId) : null;
}

/** What a search is for: `to be Communications lead`, `to join`, `by the policy web`. */
function callInWords(call: string, { organization }: KnownSituation, role: (id: string) => string): string {
  const [kind = "", ...rest] = call.split(":");
  const id = rest.join(":");
  switch (kind) {
    case "role":
      return `to be ${role(id)}`;
    case "join":
      return id === "team-manager" ? "to join, managing the team" : `to join${organization.names.get(id) === undefined ? "" : ` for ${organization.names.get(id) ?? ""}`}`;
    case "policy":
      return `by the policy ${id}`;
    case "expert":
      return "as an expert";
    default:
      return "to join";
  }
}
