import type { Permission } from "../../values/permission.ts";

/** Who may do what with audiences and updates. */
export const communicationPermissions = {
  read: { atLeast: "viewer", sentence: "Everybody who is signed in sees who was told what." },
  send: { atLeast: "responder", sentence: "Responders send updates. Ask an administrator for that role." },
} as const satisfies Record<string, Permission>;
