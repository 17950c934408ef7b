import type { Permission } from "../../values/permission.ts";

/** Who may do what with alerts and their sources. */
export const alertPermissions = {
  read: { atLeast: "viewer", sentence: "Everybody who is signed in sees alerts." },
  answer: { atLeast: "responder", sentence: "Responders acknowledge and resolve alerts. Ask an administrator for that role." },
  readSources: { atLeast: "responder", sentence: "Responders see where alerts come from. Ask an administrator for that role." },
  changeSources: { atLeast: "manager", sentence: "Managers change where alerts come from. Ask an administrator for that role." },
} as const satisfies Record<string, Permission>;
