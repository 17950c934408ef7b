import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";

/** A file of JSON lines whose every line is on disk before `append` returns. */
export interface Journal<Entry> {
  readonly path: string;
  append(entry: Entry): void;
  close(): void;
}

/** Opens a journal for appending; what an earlier run wrote stays. */
export function openJournal<Entry>(path: string): Journal<Entry> {
  const file = openSync(path, "a");
  return {
    path,
    append(entry) {
      writeSync(file, `${JSON.stringify(entry)}\n`);
      fsyncSync(file);
    },
    close: () => { closeSync(file); },
  };
}

/** Reads the whole lines of a journal; a last line that was cut off by a crash is left out. */
export function readJournal<Entry>(path: string): Entry[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.slice(0, -1).map((line) => JSON.parse(line) as Entry);
}
