import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { eventsMap } from "./maps/events.ts";
import { foldersMap } from "./maps/folders.ts";
import { openApiMap } from "./maps/openapi.ts";
import { schemaMap } from "./maps/schema.ts";
import { settingsMap } from "./maps/settings.ts";
import { landedMap } from "./migrations.ts";
import type { Findings, GeneratedMap } from "./part.ts";

/** Everything that `npm run generate` writes. */
export const maps: readonly GeneratedMap[] = [landedMap, schemaMap, eventsMap, foldersMap, settingsMap, openApiMap];

/** Each generated file stands in the tree as it would be generated now. */
export async function checkGenerated(root: string): Promise<Findings> {
  const found = await Promise.all(maps.map((map) => compare(root, map)));
  const absent = found.flatMap(({ nothingYet }) => nothingYet ?? []);
  return { failures: found.flatMap(({ failures }) => failures), ...(absent.length > 0 && { nothingYet: absent.join("; ") }) };
}

async function compare(root: string, map: GeneratedMap): Promise<Findings> {
  try {
    const text = await map.text(root);
    if (text === null) return { failures: [], nothingYet: `${map.file} waits for ${map.source}` };
    const file = join(root, map.file);
    const standing = existsSync(file) ? await readFile(file, "utf8") : "";
    return { failures: standing === text ? [] : [`${map.file} is out of date (${firstDifference(standing, text)}): run npm run generate`] };
  } catch (error) {
    return { failures: [`${map.file} cannot be generated: ${(error as Error).message}`] };
  }
}

function firstDifference(standing: string, text: string): string {
  if (standing === "") return "missing";
  const [before, after] = [standing.split("\n"), text.split("\n")];
  const line = after.findIndex((words, place) => words !== before[place]);
  return line < 0 ? `line ${after.length + 1} is too much` : `line ${line + 1} would read: ${after[line]}`;
}
