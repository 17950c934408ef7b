import type { Role } from "../../server/values/permission.ts";
import { isAtLeast } from "../api/session.ts";

/** One screen of the settings, and who sees it. */
export interface SettingsPlace {
  path: "/settings" | "/settings/access" | "/settings/tokens" | "/settings/sources" | "/settings/configuration" | "/settings/audit" | "/settings/health";
  words: string;
  atLeast: Role;
}

/** The settings in the order in which they are listed: one's own first. */
const settingsPlaces: readonly SettingsPlace[] = [
  { path: "/settings", words: "My account", atLeast: "viewer" },
  { path: "/settings/tokens", words: "API tokens", atLeast: "viewer" },
  { path: "/settings/sources", words: "Sources", atLeast: "viewer" },
  { path: "/settings/access", words: "Access", atLeast: "manager" },
  { path: "/settings/configuration", words: "Configuration", atLeast: "manager" },
  { path: "/settings/audit", words: "Audit", atLeast: "manager" },
  { path: "/settings/health", words: "Health", atLeast: "administrator" },
];

/** The settings that somebody with this role sees. */
export function placesFor(role: Role | undefined): readonly SettingsPlace[] {
  return role === undefined ? [] : settingsPlaces.filter(({ atLeast }) => isAtLeast(role, atLeast));
}
