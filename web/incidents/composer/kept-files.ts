import { createStore, get, set, del, type UseStore } from "idb-keyval";

/** A file that was attached and did not arrive yet. Its id makes sure that it is stored once, however often it is sent. */
export interface KeptFile {
  id: string;
  file: File;
}

let store: UseStore | undefined;

/** A private window may refuse to keep anything; then a reload loses the files, and nothing else. */
async function tryTo<Answer>(act: (kept: UseStore) => Promise<Answer>, otherwise: Answer): Promise<Answer> {
  try {
    store ??= createStore("muster", "attachments");
    return await act(store);
  } catch {
    return otherwise;
  }
}

/** Keeps files over a reload, a lost network and a restart of the server; an empty list forgets them. */
export function keepFiles(place: string, files: readonly KeptFile[]): Promise<void> {
  return tryTo((kept) => (files.length === 0 ? del(place, kept) : set(place, files, kept)), undefined);
}

export function recallFiles(place: string): Promise<readonly KeptFile[]> {
  return tryTo(async (kept) => (await get<readonly KeptFile[]>(place, kept)) ?? [], []);
}
