import type { IncidentCall } from "../escalation/index.ts";
import type { WrittenProcess } from "../process/index.ts";
import { personNamed, roleNamed } from "./incident.presenter.ts";
import { commanderOf, type IncidentState } from "./incident.state.rules.ts";
import type { SplitForesightView } from "./split.contract.ts";
import type { Parting } from "./split.rules.ts";
import { goingHolders, goingTasks } from "./split.rules.ts";
import type { OrganizationWords } from "./words.queries.ts";

/** An incident with its searches at one moment. */
export interface Side {
  state: IncidentState;
  calls: readonly IncidentCall[];
}

/** What a split would come to: how the incident stood before, how it would stand, and how what is split off would. */
export interface SplitForeseen {
  parting: Parting;
  before: Side;
  after: Side;
  into: Side;
  words: OrganizationWords;
  process: WrittenProcess;
  /** Titles of groups of alerts and texts of tasks. */
  groups: ReadonlyMap<string, string>;
  texts: ReadonlyMap<string, { text: string | null }>;
}

export function presentSplitForesight(foreseen: SplitForeseen): SplitForesightView {
  const { parting, before, after, into, words, process, groups, texts } = foreseen;
  const person = (id: string) => personNamed(words, id);
  const service = (id: string) => ({ id, name: words.services.get(id) ?? id });
  const titles = (ids: readonly string[]) => ids.map((id) => groups.get(id) ?? "Alerts");
  const commander = ({ state }: Side) => person(commanderOf(state)?.personId ?? "");
  return {
    commander: commander(into),
    goes: { groups: titles(parting.groupIds), services: into.state.serviceIds.map(service), tasks: goingTasks(before.state, parting.taskIds).map(({ text }) => texts.get(text.contentId)?.text ?? null), people: parting.personIds.map(person) },
    stays: { groups: titles(after.state.groupIds), services: after.state.serviceIds.map(service), commander: commander(after) },
    searches: searchesOf(foreseen).map(({ has, asked, ...search }) => ({ ...search, has: has.map(person), asked: asked.map(person) })),
    paged: pagedOf(foreseen).map(({ personId, because }) => ({ ...person(personId), because })),
    vacated: goingHolders(before.state, parting.personIds).map(({ role, personId }) => ({ role: { id: role, name: roleNamed(process, role) }, person: person(personId) })),
  };
}

/** What goes on there where it stood, and who has it or is asked. */
function searchesOf({ before, after, into, process }: SplitForeseen) {
  return into.calls.flatMap(({ call, status, acknowledgedBy, havers }) => {
    const stood = before.calls.find((one) => one.call === call && one.status !== "ended");
    if (!stood || status === "ended") return [];
    const has = [...new Set([...(status === "acknowledged" && acknowledgedBy !== null ? [acknowledgedBy] : []), ...havers])];
    const asked = [...new Set(stood.pages.filter(isOut).map((page) => page.person_id))].filter((id) => !has.includes(id));
    return [{ because: callWords(call, process), isShared: after.calls.some((one) => one.call === call && one.status !== "ended"), has, asked }];
  });
}

/** Pages that were not there before. */
function pagedOf({ before, into, process }: SplitForeseen): { personId: string; because: string }[] {
  const known = new Set(before.calls.flatMap(({ pages }) => pages.map(({ id }) => id)));
  const fresh = into.calls.flatMap(({ call, pages }) => pages.filter((page) => !known.has(page.id) && isOut(page)).map((page) => ({ personId: page.person_id, because: callWords(call, process) })));
  return fresh.filter((one, place) => fresh.findIndex(({ personId, because }) => personId === one.personId && because === one.because) === place);
}

function isOut({ status, answer }: IncidentCall["pages"][number]): boolean {
  return status !== "held-back" && status !== "withdrawn" && answer === null;
}

function callWords(call: string, process: WrittenProcess): string {
  const [kind = "", ...rest] = call.split(":");
  if (kind === "policy") return `by the policy ${rest.join(":")}`;
  if (kind === "role") return `to be ${roleNamed(process, rest.join(":"))}`;
  return kind === "people" ? "to command it" : "to join";
}
