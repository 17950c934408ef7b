export {
  readAllPeople,
  readBusinessHours,
  readContacts,
  readNotificationRules,
  readPeople,
  readServices,
  readTeamMembers,
  readTeams,
  type BusinessHours,
  type ContactRow,
  type NotificationRuleRow,
  type Person,
  type ServiceRow,
} from "./directory.queries.ts";
export { whyNotReach } from "./directory.permissions.ts";
export { proofViewSchema, contactParams } from "./reach.contract.ts";
export { meansOf, readLastProofs, type LastProof } from "./proof.queries.ts";
export { removeLostBrowser, type LostBrowser } from "./reach.queries.ts";
export { forgetRemovedContacts } from "./removed-contact.queries.ts";
export { impliedContact } from "./reach.rules.ts";
export { reachRoutes } from "./reach.routes.ts";
export { directoryRoutes } from "./directory.routes.ts";
export { storedCustomers } from "./customers.section.ts";
export { storedOrganization } from "./organization.section.ts";
export { storedPeople } from "./people.section.ts";
export { storedServices } from "./services.section.ts";
export { storedTeams } from "./teams.section.ts";
