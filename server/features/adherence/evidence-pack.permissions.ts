import type { Permission } from "../../values/permission.ts";

/** Who may take evidence out. */
export const packPermissions = {
  readIncident: { atLeast: "viewer", sentence: "Everybody who is signed in sees incidents, and may take their evidence." },
  readPeriod: { atLeast: "manager", sentence: "Only managers and administrators take the evidence of a period, since it holds the audit trail." },
} as const satisfies Record<string, Permission>;
