import { usePeople } from "../../directory/use-directory.ts";
import { useRoom } from "../room-context.tsx";

/** People to choose from: those in the incident first, then everybody else. */
export function usePeopleChoice(without: readonly string[]) {
  const { incident } = useRoom();
  const inIt = incident.participants.filter(({ standing, id }) => standing === "in" && !without.includes(id));
  const known = new Set(inIt.map(({ id }) => id));
  const others = (usePeople().data?.items ?? []).filter(({ id }) => !known.has(id) && !without.includes(id));
  const options = (people: readonly { id: string; name: string }[]) => people.map(({ id, name }) => ({ value: id, label: name }));
  return [{ group: "In the incident", items: options(inIt) }, { group: "Others", items: options(others) }].filter(({ items }) => items.length > 0);
}
