/** What somebody began to write, and when it was last touched; a null body was sent or let go. */
export interface KeptDraft<Body> {
  body: Body | null;
  savedAt: number;
}

/** The younger of what this browser kept and what the server kept; what was sent here does not come back from there. */
export function youngerDraft<Body>(here: KeptDraft<Body> | null, there: KeptDraft<Body> | null): Body | null {
  if (here === null) return there?.body ?? null;
  return there !== null && there.savedAt > here.savedAt ? there.body : here.body;
}

/** Reads what a browser kept; null where that is nothing, or unreadable. */
export function readKept<Body>(text: string | null): KeptDraft<Body> | null {
  try {
    const kept = JSON.parse(text ?? "null") as KeptDraft<Body> | null;
    return kept !== null && typeof kept === "object" && typeof kept.savedAt === "number" ? kept : null;
  } catch {
    return null;
  }
}
