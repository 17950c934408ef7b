/** Where to go after signing in. */
export interface ReturnSearch {
  from?: string;
}

/** Only an address of this Muster: another site must not be reached by a link to the door. */
export function readReturn({ from }: Record<string, unknown>): ReturnSearch {
  const isOwn = typeof from === "string" && /^\/(?![/\\])/.test(from) && !from.startsWith("/sign-in");
  return isOwn && from !== "/" ? { from } : {};
}
