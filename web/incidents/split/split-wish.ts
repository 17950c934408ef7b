import type { IncidentDetail } from "../../../server/features/incidents/contract.ts";
import type { SplitForesightView } from "../../../server/features/incidents/split.contract.ts";
import { countOf, listWords } from "../room-words.ts";

/** What goes, and what it is to be. */
export interface SplitWish {
  title: string;
  severity: string | null;
  priority: string | null;
  groupIds: readonly string[];
  serviceIds: readonly string[];
  taskIds: readonly string[];
  personIds: readonly string[];
  commanderId: string | null;
}

export const nothingGoes: SplitWish = { title: "", severity: null, priority: null, groupIds: [], serviceIds: [], taskIds: [], personIds: [], commanderId: null };

type Room = Pick<IncidentDetail, "groups" | "services">;

/** With it, or else without it. */
export function toggled(ids: readonly string[], id: string): string[] {
  return ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id];
}

/** A service goes with the last of its alerts, and stays with the first that stays. */
export function withGroup(wish: SplitWish, { groups, services }: Room, groupId: string): SplitWish {
  const groupIds = toggled(wish.groupIds, groupId);
  const name = groups.find((group) => group.groupId === groupId)?.serviceName ?? null;
  const service = services.find((one) => one.name === name);
  if (service === undefined) return { ...wish, groupIds };
  const isWhole = groups.every((group) => group.serviceName !== name || groupIds.includes(group.groupId));
  const others = wish.serviceIds.filter((id) => id !== service.id);
  return { ...wish, groupIds, serviceIds: isWhole ? [...others, service.id] : others };
}

/** What is asked of the server; null where nothing that could be split is chosen yet. */
export function bodyOf({ commanderId, ...wish }: SplitWish, fallbackTitle: string): object | null {
  if (wish.groupIds.length + wish.serviceIds.length === 0) return null;
  return { ...wish, title: wish.title.trim() === "" ? fallbackTitle : wish.title.trim(), ...(commanderId === null ? {} : { commanderId }) };
}

type Foresight = Pick<SplitForesightView, "commander" | "stays" | "searches" | "paged" | "vacated">;
type Search = Foresight["searches"][number];

/** What will come of it, a sentence each. */
export function splitWords({ commander, stays, searches, paged, vacated }: Foresight, ref: string, me: string | null): string[] {
  const name = (person: { id: string; name: string }) => (person.id === me ? "you" : person.name);
  const verb = (people: readonly { id: string }[]) => (people.length > 1 || people[0]?.id === me ? "are" : "is");
  const capital = (words: string) => `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
  const names = (people: readonly { id: string; name: string }[]) => listWords([...new Map(people.map((person) => [person.id, name(person)])).values()]);
  const kept = [...(stays.groups.length === 0 ? [] : [countOf(stays.groups.length, "group of alerts", "groups of alerts")]), ...stays.services.map((service) => service.name)];
  const said = ({ has, asked }: Search) => [...(has.length === 0 ? [] : [`${names(has)} ${has.length > 1 || has[0]?.id === me ? "have" : "has"} it`]), ...(asked.length === 0 ? [] : [`${names(asked)} ${verb(asked)} asked already`])].join(", ");
  const goesOn = (search: Search) => {
    const who = said(search) === "" ? "" : `: ${said(search)}`;
    const answers = search.isShared && search.asked.length > 0 ? "; one answer counts for both" : "";
    return `The search ${search.because} goes ${search.isShared ? "on in both" : "along"} where it stands${who}${answers}.`;
  };
  const reasons = [...new Set(paged.map(({ because }) => because))];
  return [
    `${capital(name(commander))} ${commander.id === me ? "command" : "commands"} it.`,
    `${ref} keeps ${listWords(kept)}; ${name(stays.commander)} ${stays.commander.id === me ? "command" : "commands"} it as before.`,
    ...searches.map(goesOn),
    ...vacated.map(({ role, person }) => `${capital(name(person))} ${verb([person])} ${role.name} there, and no more in ${ref}.`),
    ...(paged.length === 0 ? ["Nobody is paged anew."] : reasons.map((because) => paged.filter((one) => one.because === because)).map((people) => `${capital(names(people))} ${verb(people)} paged, ${people[0]?.because ?? ""}.`)),
  ];
}
