import type { Permission } from "../../values/permission.ts";

/** Who may do what with the process: whoever goes on call takes part in writing it, managers decide that it holds. */
export const processPermissions = {
  read: { atLeast: "viewer", sentence: "Everybody who is signed in reads the process." },
  write: { atLeast: "responder", sentence: "Responders write on the draft of the process and comment on it. Ask an administrator for that role." },
  publish: { atLeast: "manager", sentence: "Managers publish the process. Ask one of them to look at the draft." },
} as const satisfies Record<string, Permission>;
