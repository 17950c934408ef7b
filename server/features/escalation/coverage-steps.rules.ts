import { listWords } from "../on-call/shift-words.rules.ts";
import type { CoverageFacts, Finding, Occurrence } from "./coverage-facts.rules.ts";
import type { WatchedPolicy } from "./coverage-gaps.rules.ts";
import { dayText, distinct, merged, scheduleOf, type PolicyMoment } from "./coverage-time.rules.ts";
import { fewOf } from "./coverage-words.rules.ts";

/** People who stand in a step and whom none of their means reaches. */
export function findUnreachable(facts: CoverageFacts, watched: readonly WatchedPolicy[]): Finding[] {
  const standingAnywhere = new Set(watched.flatMap(({ moments }) => moments.flatMap(({ steps }) => steps.flat())));
  if (standingAnywhere.size > 1 && [...standingAnywhere].every((personId) => facts.unreachable.has(personId))) return [nobodyReached(facts)];
  return [...facts.unreachable].flatMap((personId) => {
    const standing = watched.flatMap(({ policy, moments }) => {
      const own = moments.filter(({ steps }) => steps.some((step) => step.includes(personId)));
      return own.length > 0 ? [{ policy, moments: own }] : [];
    });
    return standing.length > 0 ? [unreachableFinding(facts, personId, standing)] : [];
  });
}

function nobodyReached({ sendsMail }: CoverageFacts): Finding {
  return {
    id: "unreachable",
    kind: "unreachable",
    weight: "breaks",
    title: "No page reaches anybody.",
    text: `${sendsMail ? "Nobody" : "Outgoing mail is not set up, and nobody"} who stands in a step has ${sendsMail ? "a" : "another"} way that is confirmed and can be used.`,
    mend: sendsMail ? { words: "See how people are reached", link: "/people" } : { words: "See what is set up", link: "/settings/health" },
    timezone: null,
    pattern: null,
    people: [],
    policyIds: [],
    occurrences: [],
  };
}

function unreachableFinding(facts: CoverageFacts, personId: string, standing: readonly Pick<WatchedPolicy, "policy" | "moments">[]): Finding {
  const moments = standing.flatMap((one) => one.moments);
  const isAlone = moments.some(({ steps }) => steps.some((step) => step.includes(personId) && step.every((other) => facts.unreachable.has(other))));
  const name = facts.people.get(personId) ?? personId;
  return {
    id: `unreachable:${personId}`,
    kind: "unreachable",
    weight: isAlone ? "breaks" : "risks",
    title: `A page cannot reach ${name}, who stands in ${listWords(standing.map(({ policy }) => policy.name))}.`,
    text: isAlone ? "None of the ways given can be used, or none is confirmed, and the step has nobody else at some time: it is passed." : "None of the ways given can be used, or none is confirmed.",
    mend: { words: "Give a way to reach them, and confirm it", link: `/people/${personId}` },
    timezone: null,
    pattern: null,
    people: [personId],
    policyIds: standing.map(({ policy }) => policy.id),
    occurrences: wholeOrParts(facts, united(moments, [personId])),
  };
}

/** Only one person in all steps of a policy, for the whole time: for each service that pages by it. */
export function findOnePerson(facts: CoverageFacts, watched: readonly WatchedPolicy[]): Finding[] {
  return watched.flatMap(({ policy, moments, onlyPersonId: personId }) => {
    if (personId === null || hasEmptyStep(policy.steps.length, moments)) return [];
    const name = facts.people.get(personId) ?? personId;
    const absence = facts.absences.filter((one) => one.personId === personId && one.to > facts.from && one.from < facts.to).sort((a, b) => a.from - b.from)[0];
    return facts.services.filter(({ policyId }) => policyId === policy.id).map((service): Finding => ({
      id: `one-person:${service.id}`,
      kind: "one-person",
      weight: "risks",
      title: `${name} is the only one ever paged for ${service.name}.`,
      text: absence ? `The next absence of ${name} falls into this time: then nobody is left to answer.` : `Whenever ${name} cannot answer, nobody is left but the administrators.`,
      mend: { words: "Add somebody to a step of its policy", link: `/services/${service.id}` },
      timezone: null,
      pattern: null,
      people: [personId],
      policyIds: [policy.id],
      occurrences: absence ? [{ from: Math.max(facts.from, absence.from), to: Math.min(facts.to, absence.to), people: [personId] }] : [],
    }));
  });
}

/** A step that never has anybody is told of as such. */
function hasEmptyStep(count: number, moments: readonly PolicyMoment[]): boolean {
  return Array.from({ length: count }).some((_, place) => moments.every(({ steps }) => steps[place]?.length === 0));
}

/** The one person whom the moments mean; null where there are more, or nobody. */
export function onlyPerson(moments: readonly PolicyMoment[]): string | null {
  const first = moments.flatMap(({ steps }) => steps).find((step) => step.length > 0)?.[0] ?? null;
  return moments.every(({ steps }) => steps.every((step) => step.every((person) => person === first))) ? first : null;
}

/** One and the same person in every step at a time. Where that is so for the whole time, the service is told of instead. */
export function findSameEverywhere(facts: CoverageFacts, watched: readonly WatchedPolicy[]): Finding[] {
  return watched.flatMap(({ policy, moments, isUsed, onlyPersonId }) => {
    const found = merged(moments.filter(isSameEverywhere).map(({ from, to, steps }) => ({ from, to, people: distinct(steps.flat()) })));
    const people = distinct(found.flatMap((one) => one.people));
    if (found.length === 0 || (isUsed && onlyPersonId !== null)) return [];
    return [
      {
        ...stepCommon(facts, policy.steps.flat(), found),
        id: `same-everywhere:${policy.id}`,
        kind: "same-everywhere",
        weight: "risks",
        title: `Every step of ${policy.name} turns to the same person: ${namesOf(facts, people)}.`,
        text: "Who does not answer is not followed by anybody else before the administrators.",
        people,
        policyIds: [policy.id],
      },
    ];
  });
}

/** Whether a moment has two steps with somebody at the least, all of them the same one person, and no step without. */
export function isSameEverywhere({ steps }: PolicyMoment): boolean {
  const [first] = steps[0] ?? [];
  return steps.length > 1 && steps.every((step) => step.length === 1 && step[0] === first);
}

/** Steps in which everybody was paged by an earlier step already, such as a secondary who is the primary. */
export function findNobodyNew(facts: CoverageFacts, watched: readonly WatchedPolicy[]): Finding[] {
  return watched.flatMap(({ policy, moments, isUsed, onlyPersonId }) => {
    if (isUsed && onlyPersonId !== null) return [];
    const others = moments.filter((moment) => !isSameEverywhere(moment));
    return policy.steps.flatMap((targets, place): Finding[] => {
      const found = merged(others.flatMap((moment) => (isNobodyNew(moment, place) ? [{ from: moment.from, to: moment.to, people: moment.steps[place] ?? [] }] : [])));
      if (found.length === 0) return [];
      const people = distinct(found.flatMap((one) => one.people));
      return [
        {
          ...stepCommon(facts, targets, found),
          id: `nobody-new:${policy.id}:${place + 1}`,
          kind: "nobody-new",
          weight: "risks",
          title: `Step ${place + 1} of ${policy.name} turns to nobody new: ${namesOf(facts, people)}, paged already.`,
          text: "It is passed at once, so that one person fewer is looked for.",
          people,
          policyIds: [policy.id],
        },
      ];
    });
  });
}

/** Whether everybody in a step stands in an earlier one too. */
export function isNobodyNew({ steps }: PolicyMoment, place: number): boolean {
  const step = steps[place] ?? [];
  return step.length > 0 && step.every((person) => steps.some((earlier, index) => index < place && earlier.includes(person)));
}

/** Steps that ask for more people to have it than they reach. */
export function findTooFew(facts: CoverageFacts, watched: readonly WatchedPolicy[]): Finding[] {
  const reachedOf = (people: readonly string[]) => people.filter((personId) => !facts.unreachable.has(personId));
  return watched.flatMap(({ policy, moments }) =>
    policy.asks.flatMap(({ needed, mostPaged }, place): Finding[] => {
      const short = moments.flatMap(({ from, to, steps }) => {
        const people = reachedOf(steps[place] ?? []);
        const isShort = people.length > 0 && Math.min(people.length, mostPaged) < needed;
        return isShort ? [{ from, to, people, hasOthers: distinct(reachedOf(steps.flat())).length >= needed }] : [];
      });
      if (short.length === 0) return [];
      const fewest = Math.min(mostPaged, ...short.map(({ people }) => people.length));
      return [
        {
          ...stepCommon(facts, policy.steps[place] ?? [], merged(short.map(({ from, to, people }) => ({ from, to, people })))),
          id: `too-few:${policy.id}:${place + 1}`,
          kind: "too-few",
          weight: "risks",
          title: `Step ${place + 1} of ${policy.name} asks that ${needed} people have it, and reaches ${fewest === 1 ? "one" : `only ${fewest}`}.`,
          text: short.every(({ hasOthers }) => hasOthers) ? "However soon they answer, the search goes on to the other steps." : "All steps together reach fewer too: however soon they answer, the search ends with the administrators.",
          mend: { words: "Put more people into the step, or ask for fewer", link: "/settings/configuration" },
          people: distinct(short.flatMap(({ people }) => people)),
          policyIds: [policy.id],
        },
      ];
    }),
  );
}

function stepCommon(facts: CoverageFacts, targets: readonly string[], found: readonly Occurrence[]) {
  const ids = targets.flatMap((target) => scheduleOf(facts, target) ?? []);
  const schedule = facts.schedules.find(({ id }) => id === ids.at(-1));
  const first = found[0]?.from ?? facts.from;
  return {
    timezone: schedule?.zone ?? null,
    pattern: null,
    mend: schedule
      ? { words: "Give this time to somebody else", link: `/on-call?schedule=${schedule.id}&from=${dayText(first, schedule.clock)}` }
      : { words: "Put somebody else into a step", link: "/settings/configuration" },
    occurrences: wholeOrParts(facts, found),
  };
}

/** What holds from end to end has no times. */
function wholeOrParts({ from, to }: CoverageFacts, found: readonly Occurrence[]): readonly Occurrence[] {
  return found.length === 1 && found[0]?.from === from && found[0].to === to ? [] : found;
}

function united(moments: readonly PolicyMoment[], people: readonly string[]): Occurrence[] {
  const found: Occurrence[] = [];
  for (const { from, to } of [...moments].sort((a, b) => a.from - b.from)) {
    const last = found.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else found.push({ from, to, people });
  }
  return found;
}

function namesOf({ people }: CoverageFacts, ids: readonly string[]): string {
  return fewOf(ids.map((id) => people.get(id) ?? id));
}
