import type { Permission } from "../../values/permission.ts";

/** Who may do what with retrospectives. Who of the managers approves a certain one, its own rule says. */
export const retrospectivePermissions = {
  read: { atLeast: "viewer", sentence: "Everybody who is signed in reads retrospectives." },
  write: { atLeast: "responder", sentence: "Responders write retrospectives and their follow-ups. Ask an administrator for that role." },
  approve: { atLeast: "manager", sentence: "Managers approve retrospectives: one who did not command the incident. The retrospective says who." },
} as const satisfies Record<string, Permission>;
