import type { Role } from "../../server/values/permission.ts";
import { isAtLeast } from "../api/session.ts";

/** One screen of the settings, and who sees it. */
export interface SettingsPlace {
  path: string;
  words: string;
  /** What is arranged there. */
  about: string;
  atLeast: Role;
}

/** The settings in the order in which they are listed: one's own first. */
const settingsPlaces: readonly SettingsPlace[] = [
  { path: "/settings/account", words: "My account", about: "Your password, the colours, signing out", atLeast: "viewer" },
  { path: "/me/reach", words: "How you are reached", about: "Your numbers, this browser, in which order, and whether they work", atLeast: "viewer" },
  { path: "/settings/tokens", words: "API tokens", about: "Let a script in, in your name", atLeast: "viewer" },
  { path: "/people", words: "People", about: "Who there is, their teams, and how they are reached", atLeast: "viewer" },
  { path: "/settings/process", words: "Process", about: "How you respond, written down: read it, write the next version, publish it", atLeast: "viewer" },
  { path: "/settings/process/templates", words: "Incident templates", about: "What you know of an incident before it happens, ready to be used", atLeast: "viewer" },
  { path: "/settings/process/rankings", words: "Where teams differ", about: "How bad an outage is for those who use a service, and for its own team", atLeast: "viewer" },
  { path: "/settings/process/walks", words: "What nobody watches", about: "Walk through the priorities, and what was found on the way", atLeast: "viewer" },
  { path: "/settings/sources", words: "Sources", about: "Where alerts come from", atLeast: "responder" },
  { path: "/settings/routes", words: "Routes", about: "Who is woken by what, tried on what came lately", atLeast: "manager" },
  { path: "/settings/access", words: "Access", about: "Who may sign in, and as what", atLeast: "manager" },
  { path: "/settings/configuration", words: "Configuration", about: "The organization and its process as one file", atLeast: "manager" },
  { path: "/settings/audit", words: "Audit", about: "Who changed what, and when", atLeast: "manager" },
  { path: "/settings/conduct", words: "Conduct reports", about: "What people told of how somebody was treated, for administrators alone", atLeast: "administrator" },
  { path: "/settings/health", words: "Health", about: "How this installation is, and what it asks for", atLeast: "administrator" },
];

/** The settings that somebody with this role sees. */
export function placesFor(role: Role | undefined): readonly SettingsPlace[] {
  return role === undefined ? [] : settingsPlaces.filter(({ atLeast }) => isAtLeast(role, atLeast));
}
