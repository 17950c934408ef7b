/** A section as it is being written: what stands here, on which saved version, and what the server is known to hold. */
export interface Writing {
  text: string;
  /** The version that the text was written on. */
  base: number;
  /** What was last known to be saved of it here. */
  saved: string;
}

export interface Held {
  text: string | null;
  version: number;
}

export function beginWriting({ text, version }: Held): Writing {
  return { text: text ?? "", base: version, saved: text ?? "" };
}

export function isDirty({ text, saved }: Writing): boolean {
  return text !== saved;
}

/** The server holds something newer: taken over where nothing was typed since, else left for the next save to put together. */
export function hear(writing: Writing, held: Held): Writing {
  return held.version > writing.base && !isDirty(writing) ? beginWriting(held) : writing;
}

/**
 * An answer to a save. Where more was typed in the meantime and the lines of others were put in, the base stays: the next save puts all of it
 * together again, since changes that both sides hold are one change.
 */
export function afterSave(writing: Writing, sent: string, answer: Held & { isMerged: boolean }): Writing {
  const isUntouched = writing.text === sent;
  if (isUntouched) return beginWriting(answer);
  return answer.isMerged ? { ...writing, saved: sent } : { ...writing, base: answer.version, saved: sent };
}

/** Both texts, mine first: nothing that anybody wrote is lost, and a person decides what stays. */
export function keepBoth(mine: string, theirs: string): string {
  return mine.includes(theirs) ? mine : `${mine.trimEnd()}\n\n${theirs}`;
}
