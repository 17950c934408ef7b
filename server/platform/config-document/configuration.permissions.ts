import { whyNot, type Caller, type Permission } from "../../values/permission.ts";
import type { Refusal } from "../../values/refusal.ts";

/** Who may do what with the configuration. */
export const configurationPermissions = {
  read: { atLeast: "manager", sentence: "Managers read the configuration. Ask an administrator for that role." },
  apply: { atLeast: "administrator", sentence: "Only administrators apply a file." },
  changeEntry: { atLeast: "manager", sentence: "Managers change the configuration. Ask an administrator for that role." },
  changeGround: { atLeast: "administrator", sentence: "Only administrators change the organization and its process." },
} as const satisfies Record<string, Permission>;

/** Some sections are the ground that everything else stands on. */
export function whyNotChangeEntry(caller: Caller, isForAdministrators: boolean): Refusal | null {
  return whyNot(caller, isForAdministrators ? configurationPermissions.changeGround : configurationPermissions.changeEntry);
}
