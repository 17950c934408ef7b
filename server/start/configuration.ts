import { administrators, readStanding, recordAudits } from "../features/access/index.ts";
import { storedGrouping, storedRoutes, storedSources } from "../features/alert-intake/index.ts";
import { storedAudiences } from "../features/communications/index.ts";
import { storedCustomers, storedOrganization, storedPeople, storedServices, storedTeams } from "../features/directory/index.ts";
import { findingsOfChange, storedEscalationPolicies } from "../features/escalation/index.ts";
import { storedSchedules } from "../features/on-call/index.ts";
import { storedIncidentTemplates } from "../features/incidents/index.ts";
import { storedProcess } from "../features/process/index.ts";
import { storedRunbooks } from "../features/runbooks/index.ts";
import { storedSlos } from "../features/slos/index.ts";
import { storedStatusPages } from "../features/status-page/index.ts";
import type { Configuration, Foresight, Guard } from "../platform/config-document/configuration.ts";
import { hasRole } from "../values/permission.ts";

/** Every section there is, in the order of the document. */
export const configuration: Configuration = {
  sections: [
    storedOrganization,
    storedPeople,
    storedTeams,
    storedSchedules,
    storedEscalationPolicies,
    storedServices,
    storedCustomers,
    storedSources,
    storedRoutes,
    storedGrouping,
    storedSlos,
    storedRunbooks,
    storedAudiences,
    storedStatusPages,
    storedProcess,
    storedIncidentTemplates,
  ],
  guards: [keepAnAdministrator, leaveAccountsToAdministrators],
  record: recordAudits,
  foresee: foreseeCoverage,
};

/** Sections that say who is paged, and when. */
const paging = new Set([storedOrganization, storedPeople, storedTeams, storedSchedules, storedEscalationPolicies, storedServices, storedProcess].map(({ section }) => section.name));

/** What changes would do to the report of coverage. */
async function foreseeCoverage(...[tx, changes, carryOut]: Parameters<Foresight>): ReturnType<Foresight> {
  if (!changes.some(({ section }) => paging.has(section))) return [];
  const findings = await findingsOfChange(tx, carryOut);
  return findings.map(({ weight, title, text, timezone, pattern, count, occurrences: [first] }) => ({ weight, title, text, timezone, pattern, count, first: first ? { from: first.from, to: first.to } : null }));
}

/** A person takes the account along; with the last administrator nobody could change anything any more. */
async function keepAnAdministrator(...[tx, changes]: Parameters<Guard>): ReturnType<Guard> {
  const people = changes.filter(({ section, action }) => section === "people" && action === "delete").map(({ id }) => id);
  const all = people.length > 0 ? await administrators(tx) : [];
  if (all.length === 0 || !all.every((id) => people.includes(id))) return [];
  return [{ path: ["people"], isName: true, message: `With \`${all[0]}\` the last administrator would go.`, mend: "Keep this person, or make somebody else an administrator first." }];
}

/** An account goes with its person, and is found by the e-mail address: neither is a manager's to take away. */
async function leaveAccountsToAdministrators(...[tx, changes, caller]: Parameters<Guard>): ReturnType<Guard> {
  if (hasRole(caller, "administrator")) return [];
  const touched = changes.filter(({ section, action, fields }) => section === "people" && (action === "delete" || (action === "update" && fields.some(({ path }) => path === "email"))));
  const findings: Awaited<ReturnType<Guard>> = [];
  for (const { id } of touched) {
    if (!(await readStanding(tx, id))) continue;
    findings.push({ path: ["people", id, "email"], message: `\`${id}\` has an account and signs in with this address.`, mend: "Ask an administrator to do this." });
  }
  return findings;
}
