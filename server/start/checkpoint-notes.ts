import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { readCheckpointNote, writeCheckpointNote, type SignedCheckpoint } from "../platform/event-log/checkpoint.ts";
import { isRefusal, refuse, type Refusal } from "../values/refusal.ts";

/** Files in which an operator keeps checkpoints, best in another place. */
export interface CheckpointFiles {
  /** The log is held against these. */
  kept: readonly string[];
  /** Where the newest goes when the log is whole. */
  saveTo: string | null;
}

/** Reads what was kept, and looks whether the newest may be saved. */
export async function readCheckpointFiles({ kept, saveTo }: CheckpointFiles): Promise<SignedCheckpoint[] | Refusal> {
  const isReplaced = kept.some((file) => resolve(file) === resolve(saveTo ?? ""));
  if (saveTo !== null && existsSync(saveTo) && !isReplaced) {
    return refuse("checkpoint.kept-already", `${saveTo} is there already. Give it with --checkpoint as well: it is replaced once the log has been held against it.`);
  }
  const notes = await Promise.all(kept.map(readNote));
  return notes.find(isRefusal) ?? notes.filter((note): note is SignedCheckpoint => !isRefusal(note));
}

async function readNote(file: string): Promise<SignedCheckpoint | Refusal> {
  try {
    return readCheckpointNote(await readFile(file, "utf8")) ?? refuse("checkpoint.unreadable", `${file} holds no checkpoint such as --save writes.`);
  } catch (error) {
    return refuse("checkpoint.unreadable", `${file} cannot be read: ${(error as Error).message}`);
  }
}

/** Saves a checkpoint; what was kept in the file before stays until the new one is whole. */
export async function saveCheckpoint(file: string, checkpoint: SignedCheckpoint): Promise<Refusal | null> {
  const beside = `${file}.${process.pid}.new`;
  try {
    await writeFile(beside, writeCheckpointNote(checkpoint), { flag: "wx" });
    await rename(beside, file);
    return null;
  } catch (error) {
    await rm(beside, { force: true });
    return refuse("checkpoint.not-saved", `The log is whole, but ${file} cannot be written: ${(error as Error).message}`);
  }
}
