/** Who did something. Names stay out: an id is enough, so that a person can be erased. */
export type Actor =
  | { kind: "person"; id: string }
  /** A script; in the name of whoever made its token, where that was a person. */
  | { kind: "token"; id: string; personId?: string }
  | { kind: "page-link"; id: string; personId: string }
  | { kind: "source"; id: string }
  | { kind: "muster" };

export const muster: Actor = { kind: "muster" };

/** The person behind the act, if there is one. */
export function personOf(actor: Actor): string | null {
  if (actor.kind === "person") return actor.id;
  if (actor.kind === "page-link") return actor.personId;
  if (actor.kind === "token") return actor.personId ?? null;
  return null;
}
