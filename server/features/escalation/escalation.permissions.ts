import type { Permission } from "../../values/permission.ts";

/** Who may do what with escalations. */
export const escalationPermissions = {
  read: { atLeast: "viewer", sentence: "Everybody who is signed in sees who is being looked for." },
  acknowledge: { atLeast: "responder", sentence: "Responders take what fires. Ask an administrator for that role." },
  escalate: { atLeast: "responder", sentence: "Responders turn to more people. Ask an administrator for that role." },
} as const satisfies Record<string, Permission>;
