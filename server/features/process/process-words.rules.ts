import type { Block } from "./block.rules.ts";
import { namesOf, type Names, type OutsideNames } from "./phrases.rules.ts";
import { processParts, type PartId, type WholeProcess } from "./whole-process.rules.ts";
import { wordBroughtIn, wordErrorBudget, wordGrid, wordPriorities, wordSeverities } from "./words-of-classes.rules.ts";
import { wordDeclaring, wordNews, wordRelief, wordRetrospective, wordRoles, wordTimeBoxes, wordWarRoom } from "./words-of-work.rules.ts";

export interface WordedPart {
  id: PartId;
  title: string;
  blocks: readonly Block[];
}

const wordings: Readonly<Record<PartId, (process: WholeProcess, names: Names) => Block[]>> = {
  declare: wordDeclaring,
  severities: wordSeverities,
  priorities: wordPriorities,
  grid: wordGrid,
  "error-budget": wordErrorBudget,
  roles: wordRoles,
  "brought-in": wordBroughtIn,
  "time-boxes": wordTimeBoxes,
  news: wordNews,
  relief: wordRelief,
  "war-room": wordWarRoom,
  retrospective: wordRetrospective,
};

/** A process as prose and tables, part by part. A part of which nothing is said has no blocks. */
export function wordProcess(process: WholeProcess, outside: OutsideNames): WordedPart[] {
  const names = namesOf(process, outside);
  return processParts.map(({ id, title }) => ({ id, title, blocks: wordings[id](process, names) }));
}
