import type { Found } from "./types.ts";

function scoreOf(title: string, detail: string, words: readonly string[]): number {
  if (words.every((word) => title.split(/\s+/).some((part) => part.startsWith(word)))) return 2;
  return words.every((word) => `${title} ${detail}`.includes(word)) ? 1 : 0;
}

/** The commands that a query means, those whose words begin with it first. */
export function commandsFor(query: string, commands: readonly Found[]): Found[] {
  const words = query.toLowerCase().split(/\s+/).filter((word) => word !== "");
  if (words.length === 0) return [...commands];
  return commands
    .map((command) => ({ command, score: scoreOf(command.title.toLowerCase(), (command.detail ?? "").toLowerCase(), words) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .map(({ command }) => command);
}
