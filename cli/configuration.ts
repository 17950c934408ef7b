import { readFile, writeFile } from "node:fs/promises";
import { text as readAll } from "node:stream/consumers";
import type { ChangesView } from "../server/platform/config-document/configuration.contract.ts";
import { ApiProblem, connect, type ConnectionOptions, type FieldProblem } from "./api-client.ts";
import { weightWords, wordFinding } from "./coverage-words.ts";
import type { Outside } from "./outside.ts";
import { resolveReferences, type ResolvedDocument } from "./resolve-references.ts";

export interface FileOptions extends ConnectionOptions {
  file: string;
}

/** Sends a file, with its variables resolved, and tells the changes or the mistakes. Gives the exit code. */
export async function sendFile(options: FileOptions, outside: Outside, isPlan: boolean): Promise<number> {
  const { file } = options;
  try {
    const document = resolveReferences(await readInput(file), outside.environment);
    return await send(options, outside, { document, isPlan });
  } catch (error) {
    outside.complain(error instanceof ApiProblem ? error.message : `${file} cannot be read: ${(error as Error).message}`);
    return 1;
  }
}

function readInput(file: string): Promise<string> {
  return file === "-" ? readAll(process.stdin) : readFile(file, "utf8");
}

async function send(options: FileOptions, outside: Outside, { document, isPlan }: { document: ResolvedDocument; isPlan: boolean }): Promise<number> {
  const contentType = options.file.endsWith(".json") ? "application/json" : "application/yaml";
  try {
    const answer = await connect(options, outside).call({ method: "PUT", path: `/api/v1/config${isPlan ? "?plan=true" : ""}`, body: document.text, contentType });
    const { changes, foreseen = [] } = JSON.parse(answer) as ChangesView;
    tellChanges(outside, { changes, foreseen }, isPlan);
    return 0;
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.errors.length === 0) throw error;
    for (const problem of error.errors) outside.complain(wordProblem(options.file, problem, document));
    return 1;
  }
}

function tellChanges({ say }: Outside, { changes, foreseen }: { changes: ChangesView["changes"]; foreseen: NonNullable<ChangesView["foreseen"]> }, isPlan: boolean): void {
  if (changes.length === 0) return say("No changes.");
  for (const { sentence } of changes) say(sentence);
  if (foreseen.length > 0) say("The change brings with it:");
  for (const finding of foreseen) say(`${weightWords[finding.weight]}:\n${wordFinding(finding)}`);
  const count = changes.length === 1 ? "1 change" : `${changes.length} changes`;
  say(isPlan ? `${count} would be made.` : `${count} made.`);
}

/** `file:line:column: message mend`, which editors jump to. */
function wordProblem(file: string, { line, column, path, message, mend }: FieldProblem, document: ResolvedDocument): string {
  const words = mend === undefined ? message : `${message} ${mend}`;
  if (line === undefined || column === undefined) return `${file}: ${path === "" ? "" : `${path}: `}${words}`;
  const place = document.placeBefore({ line, column });
  return `${file}:${place.line}:${place.column}: ${words}`;
}

export interface ExportOptions extends ConnectionOptions {
  output?: string;
}

/** Writes the configuration as it stands. Gives the exit code. */
export async function exportFile(options: ExportOptions, outside: Outside): Promise<number> {
  try {
    const text = await connect(options, outside).call({ method: "GET", path: "/api/v1/config", contentType: "application/yaml" });
    if (options.output === undefined) outside.say(text.trimEnd());
    else await writeFile(options.output, text);
    return 0;
  } catch (error) {
    outside.complain((error as Error).message);
    return 1;
  }
}
