import type { PersonView } from "../../server/features/directory/contract.ts";
import { countWords, listWords, reachProblem, type Usable } from "./directory-words.ts";
import type { Sentences } from "./services-lede.ts";

const mostNamed = 3;

function reach(people: readonly PersonView[], usable: Usable): string {
  const names = people.filter((person) => reachProblem(person, usable) !== null).map(({ name }) => name.split(" ")[0] ?? name);
  if (names.length === 0) return "Everything they named to be reached by works.";
  const who = names.length > mostNamed ? `${names.length} of them` : listWords(names);
  return `${who} ${names.length === 1 ? "has" : "have"} named a means that does not work yet.`;
}

/** The sentence over all people: how many, and who is hard to reach. */
export function peopleSentences(people: readonly PersonView[], onCall: number, usable: Usable): Sentences {
  if (people.length === 0) return { so: "Nobody is here yet.", next: "Add the first, or apply the organization's file." };
  return { so: `${countWords(people.length, "person", "people")}, ${onCall} on call now.`, next: reach(people, usable) };
}
