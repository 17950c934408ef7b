import { durationMilliseconds } from "../../values/duration.ts";
import type { ProcessFinding } from "./finding.rules.ts";
import { everyWords, spanWords, type Names } from "./phrases.rules.ts";
import { cellOf, commandRoleOf } from "./process.rules.ts";
import { bySeverity, type PartPath, type WholeProcess } from "./whole-process.rules.ts";

/** Shorter than that nobody writes news and works as well. */
const shortestCadence = "5m";

/** Times and cadences: whether people can keep them. */
export function findInTimes(process: WholeProcess, names: Names): ProcessFinding[] {
  const cadences = cadencesOf(process);
  return [
    ...cadences.flatMap((cadence) => findHaste(cadence, names)),
    ...cadences.flatMap((cadence) => findDrySource(process, cadence, names)),
    ...findHastyBoxes(process, names),
    ...findInvertedTimes(process, names),
    ...findHastyRelief(process, names),
  ];
}

/** News that somebody owes again and again. */
interface Cadence {
  from: string;
  every: string;
  severities: readonly string[];
  path: PartPath;
  /** What says so, at the beginning of a sentence. */
  said: string;
}

function cadencesOf(process: WholeProcess): Cadence[] {
  const all = process.severities.map(({ id }) => id);
  const teller = process.roles.find(({ area }) => area === "communication")?.id ?? commandRoleOf(process).id;
  const owed = process.owedUpdates.map(({ from, every, severities = all }, place): Cadence => ({ from, every, severities, path: ["process", "owedUpdates", place, "every"], said: "" }));
  const byPriority = process.priorities.flatMap(({ id, name, updateEvery, tell }): Cadence[] =>
    updateEvery === undefined || tell.length === 0 ? [] : [{ from: teller, every: updateEvery, severities: all.filter((severity) => cellOf(process, severity, id).verdict !== "forbidden"), path: ["process", "priorities", id, "updateEvery"], said: `By ${name} ` }],
  );
  const byGrid = process.grid.flatMap(({ severity, ask }, place): Cadence[] =>
    ask?.updateEvery === undefined ? [] : [{ from: teller, every: ask.updateEvery, severities: severity, path: ["process", "grid", place, "ask", "updateEvery"], said: "By the grid " }],
  );
  return [...owed, ...byPriority, ...byGrid];
}

function findHaste({ from, every, path, said }: Cadence, names: Names): ProcessFinding[] {
  if (durationMilliseconds(every) >= durationMilliseconds(shortestCadence)) return [];
  const sentence = `${begin(said, names.role(from))} owes news ${everyWords(every)}: too often to work in between.`;
  return [{ kind: "too-often", weight: "answer", path, sentence, mend: `Leave ${spanWords(shortestCadence)} at least.` }];
}

/** An update is made from what arrives: sent more often than that, it repeats what it said. */
function findDrySource(process: WholeProcess, { from, every, severities, path, said }: Cadence, names: Names): ProcessFinding[] {
  const slower = severities.flatMap((severity) => {
    const arriving = process.owedUpdates.filter((other) => other.to.includes(from) && (other.severities ?? severities).includes(severity));
    const soonest = arriving.toSorted((a, b) => durationMilliseconds(a.every) - durationMilliseconds(b.every))[0];
    return soonest && durationMilliseconds(soonest.every) > durationMilliseconds(every) ? [{ severity, soonest }] : [];
  });
  const first = slower[0]?.soonest;
  if (!first) return [];
  const where = names.severities(slower.filter(({ soonest }) => soonest === first).map(({ severity }) => severity));
  return [
    {
      kind: "faster-than-its-source",
      weight: "answer",
      path,
      sentence: `${begin(said, names.role(from))} owes news ${everyWords(every)}, and at ${where} hears from ${names.role(first.from)} only ${everyWords(first.every)}.`,
      mend: "Let it arrive as often, or be sent less often.",
    },
  ];
}

function begin(said: string, rest: string): string {
  const words = `${said}${rest}`;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const boxes = { classify: "classifying", fillRoles: "filling the roles", firstUpdate: "the first update" } as const;

function findHastyBoxes({ timeBoxes, severities }: WholeProcess, names: Names): ProcessFinding[] {
  return Object.entries(boxes).flatMap(([box, words]): ProcessFinding[] => {
    const map = timeBoxes[box as keyof typeof boxes];
    const hasty = severities.flatMap(({ id }) => {
      const [own, acknowledge] = [bySeverity(map, id), bySeverity(timeBoxes.acknowledge, id)];
      return own !== null && acknowledge !== null && durationMilliseconds(own) < durationMilliseconds(acknowledge) ? [{ id, own, acknowledge }] : [];
    });
    const [first] = hasty;
    if (!first) return [];
    const sentence = `At ${names.severities(hasty.map(({ id }) => id))} ${words} has ${spanWords(first.own)}, and ${spanWords(first.acknowledge)} may pass before anybody has acknowledged.`;
    return [{ kind: "due-before-acknowledged", weight: "answer", path: ["process", "timeBoxes", box], sentence, mend: "Give it as long as acknowledging, or have acknowledged sooner." }];
  });
}

function findInvertedTimes(process: WholeProcess, names: Names): ProcessFinding[] {
  const boxed = Object.entries({ acknowledge: "acknowledging", ...boxes }).map(([box, words]) => ({ map: process.timeBoxes[box as "acknowledge"], path: ["process", "timeBoxes", box], words }));
  const all = [...boxed, { map: process.consultExpertAfter, path: ["process", "consultExpertAfter"], words: "asking an expert" }];
  return all.flatMap(({ map, path, words }): ProcessFinding[] => {
    const times = process.severities.flatMap(({ id }) => ({ id, span: bySeverity(map, id) })).filter((time): time is { id: string; span: string } => time.span !== null);
    const place = times.findIndex(({ span }, index) => index > 0 && durationMilliseconds(span) < durationMilliseconds(times[index - 1]?.span ?? span));
    const [worse, milder] = [times[place - 1], times[place]];
    if (place < 1 || !worse || !milder) return [];
    const sentence = `${names.severity(worse.id)} gives ${words} ${spanWords(worse.span)}, and the milder ${names.severity(milder.id)} only ${spanWords(milder.span)}.`;
    return [{ kind: "worse-waits-longer", weight: "know", path, sentence, mend: "Swap them if that is not meant." }];
  });
}

function findHastyRelief({ relief }: WholeProcess, names: Names): ProcessFinding[] {
  if (!relief) return [];
  const { roles, handoff } = relief;
  const short = Object.entries(roles).filter(([, limit]) => durationMilliseconds(limit) <= durationMilliseconds(handoff));
  return short.map(([role, limit]): ProcessFinding => {
    const whose = role === "default" ? "A role" : begin("", names.role(role));
    const sentence = `${whose} is held for ${spanWords(limit)} at most, and handing over takes the last ${spanWords(handoff)} of that.`;
    return { kind: "relief-within-handover", weight: "answer", path: ["process", "relief", "roles", role], sentence, mend: "Let it be held longer, or handed over faster." };
  });
}
