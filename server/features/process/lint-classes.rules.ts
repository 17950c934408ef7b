import type { ProcessFinding, ProcessSurroundings } from "./finding.rules.ts";
import { everyWords, listWords, type Names } from "./phrases.rules.ts";
import { cellOf } from "./process.rules.ts";
import type { WholePriority, WholeProcess } from "./whole-process.rules.ts";
import { durationMilliseconds } from "../../values/duration.ts";

/** Severities and priorities: whether each can be told from the others, and says what follows. */
export function findInClasses(process: WholeProcess, surroundings: ProcessSurroundings, names: Names): ProcessFinding[] {
  return [...findSilentSeverities(process), ...findOverlaps(process), ...findSharedCriteria(process, names), ...findSharedUseCases(surroundings, names), ...findShorterAsks(process, names)];
}

function findSilentSeverities({ severities }: WholeProcess): ProcessFinding[] {
  return severities
    .filter(({ respond = "" }) => respond.trim() === "")
    .map(({ id, name }) => ({
      kind: "severity-without-response",
      weight: "answer",
      path: ["process", "severities", id],
      sentence: `Nothing says what the organization does at ${name}.`,
      mend: "Write who responds, and how, as its `respond`.",
    }));
}

/** Two priorities overlap when they differ in nothing but name and criteria. */
function findOverlaps({ priorities }: WholeProcess): ProcessFinding[] {
  return priorities.flatMap((priority, place) => {
    const twin = priorities.slice(0, place).find((other) => demandOf(other) === demandOf(priority));
    if (!twin) return [];
    return [
      {
        kind: "priorities-overlap",
        weight: "answer",
        path: ["process", "priorities", priority.id],
        sentence: `${twin.name} and ${priority.name} differ in nothing but name and criteria: the same is to be done for both.`,
        mend: "Join them, or say what is done differently: hotfix, retrospective, whom it tells, how often.",
      },
    ];
  });
}

function demandOf({ hotfix, retrospective, tell, updateEvery }: WholePriority): string {
  return JSON.stringify([hotfix, retrospective, [...tell].sort(), updateEvery === undefined ? null : durationMilliseconds(updateEvery)]);
}

function findSharedCriteria({ priorities }: WholeProcess, names: Names): ProcessFinding[] {
  const claims = priorities.flatMap(({ id, criteria }) => criteria.map((text, place) => ({ text, priority: id, path: ["process", "priorities", id, "criteria", place] })));
  return claims.flatMap((claim, place) => {
    const first = claims.slice(0, place).find((other) => sameText(other.text) === sameText(claim.text) && other.priority !== claim.priority);
    return first ? [useCaseTwice(claim.text, [first.priority, claim.priority], claim.path, names)] : [];
  });
}

/** A use case is the same for the same service in the same words, however many objectives are set on it. */
function findSharedUseCases({ useCases }: ProcessSurroundings, names: Names): ProcessFinding[] {
  return useCases.flatMap((claim, place) => {
    const first = useCases.slice(0, place).find((other) => other.service === claim.service && sameText(other.useCase) === sameText(claim.useCase) && other.priority !== claim.priority);
    return first ? [useCaseTwice(claim.useCase, [first.priority, claim.priority], ["process", "priorities", claim.priority], names, ` by the objectives ${first.slo} and ${claim.slo}`)] : [];
  });
}

function useCaseTwice(text: string, priorities: readonly [string, string], path: ProcessFinding["path"], names: Names, how = ""): ProcessFinding {
  const sentence = `“${text}” belongs to ${listWords(priorities.map((id) => names.priority(id)))} at once${how}: nobody can tell which it is.`;
  return { kind: "use-case-twice", weight: "answer", path, sentence, mend: "Leave it with one of them." };
}

function sameText(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** Where a priority and the grid both say how often news is owed, the shorter one counts. */
function findShorterAsks(process: WholeProcess, names: Names): ProcessFinding[] {
  return process.priorities.flatMap((priority) => {
    const { updateEvery } = priority;
    if (updateEvery === undefined) return [];
    const asks = process.severities.flatMap(({ id }) => cellOf(process, id, priority.id).ask.updateEvery.map((every) => ({ severity: id, every })));
    const differing = asks.filter(({ every }) => durationMilliseconds(every) !== durationMilliseconds(updateEvery));
    return [...new Set(differing.map(({ every }) => every))].map((every): ProcessFinding => {
      const severities = differing.filter((ask) => ask.every === every).map(({ severity }) => severity);
      return {
        kind: "shorter-counts",
        weight: "know",
        path: ["process", "priorities", priority.id, "updateEvery"],
        sentence: `${priority.name} says ${everyWords(updateEvery)}, the grid says ${everyWords(every)} for ${names.severities(severities)}. The shorter one counts.`,
        mend: "Nothing needs to change; make them the same if one of them is not meant.",
      };
    });
  });
}
