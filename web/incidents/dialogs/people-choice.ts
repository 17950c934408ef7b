import { usePeople } from "../../directory/use-directory.ts";
import { useRoom } from "../room-context.tsx";
import { freeFirst } from "../several/several-words.ts";
import { useMarks } from "../several/use-holdings.ts";

/** People to choose from: those in the incident first, then everybody else; in each part those who hold a role in another incident last. */
export function usePeopleChoice(without: readonly string[]) {
  const { incident } = useRoom();
  const marks = useMarks();
  const inIt = incident.participants.filter(({ standing, id }) => standing === "in" && !without.includes(id));
  const known = new Set(inIt.map(({ id }) => id));
  const others = (usePeople().data?.items ?? []).filter(({ id }) => !known.has(id) && !without.includes(id));
  const options = (people: readonly { id: string; name: string }[]) => freeFirst(people, marks).map(({ id, name }) => ({ value: id, label: [name, marks.get(id)].filter(Boolean).join(", ") }));
  const groups = [{ group: "In the incident", items: options(inIt) }, { group: "Others", items: options(others) }].filter(({ items }) => items.length > 0);
  return { groups, names: new Map([...inIt, ...others].map(({ id, name }) => [id, name])) };
}
