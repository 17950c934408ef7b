import { closeSync, existsSync, fsync, openSync, readFileSync, writeSync } from "node:fs";
import { promisify } from "node:util";

const flush = promisify(fsync);

/** A file of JSON lines. */
export interface Journal<Entry> {
  readonly path: string;
  /** Writes a line at once, in order; resolves when the line, and so every line before it, is on disk. */
  append(entry: Entry): Promise<void>;
  close(): Promise<void>;
}

/** Opens a journal for appending; what an earlier run wrote stays. */
export function openJournal<Entry>(path: string): Journal<Entry> {
  const file = openSync(path, "a");
  const onDisk = flushTogether(file);
  return {
    path,
    append: (entry) => {
      writeSync(file, `${JSON.stringify(entry)}\n`);
      return onDisk();
    },
    close: async () => {
      await onDisk();
      closeSync(file);
    },
  };
}

/** Lines written while a flush runs wait for the next one together, so that many senders do not queue for the disk. */
function flushTogether(file: number): () => Promise<void> {
  let running = Promise.resolve();
  let next: Promise<void> | null = null;
  return () => {
    next ??= running.then(() => {
      running = flush(file);
      next = null;
      return running;
    });
    return next;
  };
}

/** Reads the whole lines of a journal; a last line that was cut off by a crash is left out. */
export function readJournal<Entry>(path: string): Entry[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.slice(0, -1).map((line) => JSON.parse(line) as Entry);
}
