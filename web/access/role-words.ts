import type { Role } from "../../server/values/permission.ts";
import { isAtLeast } from "../api/session.ts";

/** The roles as a field offers them. */
const options: readonly { value: Role; label: string }[] = [
  { value: "viewer", label: "Viewer" },
  { value: "responder", label: "Responder" },
  { value: "manager", label: "Manager" },
  { value: "administrator", label: "Administrator" },
];

/** What each role may, so that nobody has to guess. */
export const roleAbout: Readonly<Record<Role, string>> = {
  viewer: "sees everything but the settings",
  responder: "also answers pages and alerts",
  manager: "also arranges schedules, services and sources",
  administrator: "also decides who may do what, and applies files",
};

/** `a viewer`, `an administrator`. */
export function aRole(role: Role): string {
  return `${role === "administrator" ? "an" : "a"} ${role}`;
}

/** The roles that somebody with this one may give. */
export function rolesUpTo(own: Role): { value: Role; label: string }[] {
  return options.filter(({ value }) => isAtLeast(own, value));
}
