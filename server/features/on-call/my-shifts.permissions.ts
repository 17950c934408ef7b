import type { Permission } from "../../values/permission.ts";
import { refuse } from "../../values/refusal.ts";

/** Who may do what with their own life on call. */
export const ownPermissions = {
  read: { atLeast: "viewer", sentence: "Everybody who is signed in sees their own shifts." },
  respond: { atLeast: "responder", sentence: "Responders hand over shifts and say whether they are ready. Ask an administrator for that role." },
} as const satisfies Record<string, Permission>;

/** The answer to an API token that asks about “me”. */
export const noPerson = refuse("me.no-person", "An API token is nobody in particular, so it has no shifts. Ask with a person's own session, or read /api/v1/people/<id>/shifts.");
