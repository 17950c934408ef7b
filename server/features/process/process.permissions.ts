import type { Permission } from "../../values/permission.ts";

/** Who may do what with the process. */
export const processPermissions = {
  read: { atLeast: "viewer", sentence: "Everybody who is signed in reads the process." },
} as const satisfies Record<string, Permission>;
