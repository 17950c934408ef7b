import { refuse, type Refusal } from "../../values/refusal.ts";

/** What the log of an incident says of who commands. */
export type CommandFact =
  | { type: "incident declared"; data: { commanderRole: string; commander: { personId: string } } }
  | { type: "role taken"; data: { role: string; personId: string } }
  | { type: "handover offered"; data: { handoverId: string; role: string; toPersonId: string } }
  | { type: "handover accepted"; data: { handoverId: string } };

/** Everybody who held command at any time, also provisionally, by the facts of the incident. */
export function commandersOf(facts: readonly CommandFact[]): string[] {
  const role = facts.find((fact) => fact.type === "incident declared")?.data.commanderRole;
  const offers = new Map(facts.flatMap((fact) => (fact.type === "handover offered" ? [[fact.data.handoverId, fact.data] as const] : [])));
  const holders = facts.flatMap((fact) => {
    if (fact.type === "incident declared") return [fact.data.commander.personId];
    if (fact.type === "role taken") return fact.data.role === role ? [fact.data.personId] : [];
    const offer = fact.type === "handover accepted" ? offers.get(fact.data.handoverId) : undefined;
    return offer?.role === role ? [offer?.toPersonId ?? ""] : [];
  });
  return [...new Set(holders)];
}

export interface Team {
  id: string;
  managerId: string | null;
  memberIds: readonly string[];
}

/** What the choice of an approver depends on. */
export interface ApproverFacts {
  /** `team-manager`, `person/…` or `role/…`. */
  approvedBy: string;
  /** The teams of the services that were hit, in the order of the services. */
  hitTeams: readonly Team[];
  /** All teams, in the order of the configuration. */
  teams: readonly Team[];
  holders: readonly { role: string; personId: string }[];
  commanders: readonly string[];
  /** People with an account of a manager or an administrator. */
  managers: ReadonlySet<string>;
}

/** Who approves; `isAnyManager` where the rule leads to nobody: then any manager or administrator who did not command. */
export interface Approvers {
  personIds: readonly string[];
  isAnyManager: boolean;
  commanders: readonly string[];
}

/** Finds who approves a retrospective. Whoever commanded does not, nor who has no account of a manager: then the manager of that person's own team, and so on. */
export function findApprovers(facts: ApproverFacts): Approvers {
  const { commanders } = facts;
  const named = namedApprovers(facts);
  const fitting = named.filter((personId) => isFitting(personId, facts));
  if (fitting.length > 0) return { personIds: fitting, isAnyManager: false, commanders };
  const above = named.map((personId) => climb(personId, facts)).find((personId) => personId !== null);
  return above === undefined || above === null ? { personIds: [], isAnyManager: true, commanders } : { personIds: [above], isAnyManager: false, commanders };
}

function namedApprovers({ approvedBy, hitTeams, holders }: ApproverFacts): string[] {
  const [kind, id = ""] = approvedBy.split("/");
  if (kind === "person") return [id];
  if (kind === "role") return [...new Set(holders.filter(({ role }) => role === id).map(({ personId }) => personId))];
  return hitTeams.flatMap(({ managerId }) => managerId ?? []).slice(0, 1);
}

function isFitting(personId: string, { commanders, managers }: ApproverFacts): boolean {
  return managers.has(personId) && !commanders.includes(personId);
}

/** The manager of the person's own team, or that one's manager, up to the first who may approve. */
function climb(from: string, facts: ApproverFacts, below: readonly string[] = []): string | null {
  const seen = [...below, from];
  const above = managerOver(from, facts.teams, seen);
  return above === null || isFitting(above, facts) ? above : climb(above, facts, seen);
}

function managerOver(personId: string, teams: readonly Team[], seen: readonly string[]): string | null {
  const own = teams.find(({ managerId, memberIds }) => managerId !== null && memberIds.includes(personId) && !seen.includes(managerId));
  return own?.managerId ?? null;
}

/** Who approves, as a sentence. */
export function wordApprovers({ personIds, isAnyManager }: Approvers, nameOf: (personId: string) => string): string {
  if (isAnyManager) return "A manager or an administrator who did not command the incident approves it.";
  const names = personIds.map(nameOf);
  const [last = "", ...others] = [...names].reverse();
  return others.length === 0 ? `${last} approves it.` : `${others.reverse().join(", ")} or ${last} approves it.`;
}

/** Null where this person approves it; else the reason, which says who does. A token is nobody, and approves nothing. */
export function whyNotApprove(approvers: Approvers, personId: string | null, nameOf: (personId: string) => string): Refusal | null {
  const { personIds, isAnyManager, commanders } = approvers;
  const isAllowed = personId !== null && !commanders.includes(personId) && (isAnyManager || personIds.includes(personId));
  if (isAllowed) return null;
  const because = personId === null ? "A token cannot approve a retrospective. " : commanders.includes(personId) ? "Who commanded the incident does not approve its retrospective. " : "";
  return refuse("retrospective.approver.not-allowed", `${because}${wordApprovers(approvers, nameOf)}`, { approverIds: personIds });
}
