import { refuse, type Refusal } from "../../values/refusal.ts";
import { mergeTexts, type FindChanges } from "./merge.rules.ts";

/** A save as it comes in, beside what stands. */
export interface Saving {
  current: { version: number; text: string };
  baseVersion: number;
  /** The text of the version it was written on; null where it was taken out. */
  base: string | null;
  text: string;
}

const unknownVersion = refuse("retrospective.version.invalid", "This section has no such version. Load it again.", { errors: [{ path: "baseVersion", message: "is not a version of this section" }] });

/** The text to be saved: as it came, or put together with what others wrote since; else why it cannot be. */
export function resolveSave({ current, baseVersion, base, text }: Saving, findChanges: FindChanges): string | Refusal {
  if (baseVersion > current.version) return unknownVersion;
  if (baseVersion === current.version || text === current.text) return text;
  const merged = base === null ? null : mergeTexts(base, text, current.text, findChanges);
  return merged ?? refuse("retrospective.section-changed", "Somebody else changed the same lines since. Your text was not saved; put the two together and save again.");
}
