import { recordAudit, tellAdministrators } from "../access/index.ts";
import { readServices, type ServiceRow } from "../directory/index.ts";
import type { Tx } from "../../platform/database/database.ts";
import { putContents } from "../../platform/event-log/content.ts";
import { newId } from "../../platform/ids/ids.ts";
import { muster, type Actor } from "../../values/actor.ts";
import type { Instant } from "../../values/instant.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { changeIncident, noSuchIncident } from "./incident.commands.ts";
import { findRunningOfService, readPrivate, readIncidentState } from "./incident.queries.ts";
import { refOf } from "./incident-ref.rules.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import { insertReport, lockReports, setIncidentOfReports, setSettled, type CameBy, type HeldReport } from "./report.queries.ts";

export interface ReportWish {
  cameBy: CameBy;
  what: string;
  where: string | null;
  serviceId: string | null;
  since: Instant | null;
  reporter: string | null;
  mailKey: Buffer | null;
}

export interface ReportReceipt {
  id: string;
  number: number;
  isLinked: boolean;
}

const hour = 3_600_000;
/** Clocks of others may be so much ahead of ours. */
const clockDifference = 300_000;
export const noSuchReport = refuse("report.not-found", "There is no such report.");

/** Stores what somebody reports. People who work on that service already have it at once; else it waits, and the administrators are told. */
export async function takeReport(tx: Tx, wish: ReportWish): Promise<ReportReceipt | Refusal> {
  const { what, where, serviceId } = wish;
  const since = sinceOf(tx, wish.since);
  if (isRefusal(since)) return since;
  const service = serviceId === null ? null : await readService(tx, serviceId);
  if (isRefusal(service)) return service;
  const [whatText, whereText] = await putContents(tx, where === null ? [what] : [what, where]);
  if (!whatText) throw new Error("A report without words came through.");
  const id = newId();
  const number = await insertReport(tx, { id, ...wish, since, whatId: whatText.contentId, whereId: whereText?.contentId ?? null });
  const isLinked = serviceId !== null && (await linkToRunning(tx, id, serviceId));
  if (!isLinked) await tellWaiting(tx, service);
  return { id, number, isLinked };
}

/** A clock that is a little ahead means now. */
function sinceOf(tx: Tx, since: Instant | null): Instant | null | Refusal {
  if (since === null) return null;
  if (since < 0) return wrongField("since", "This time lies too far back.");
  return since - tx.now > clockDifference ? wrongField("since", "This time lies in the future.") : Math.min(since, tx.now);
}

async function readService(tx: Tx, serviceId: string): Promise<ServiceRow | Refusal> {
  return (await readServices(tx)).find(({ id }) => id === serviceId) ?? wrongField("serviceId", "There is no such service.");
}

function wrongField(path: string, message: string): Refusal {
  return refuse(`report.${path}.invalid`, message, { errors: [{ path, message }] });
}

async function linkToRunning(tx: Tx, reportId: string, serviceId: string): Promise<boolean> {
  const incidentId = await findRunningOfService(tx, serviceId);
  // Its receipt must not say that there is one.
  if (incidentId !== null && (await readPrivate(tx, [incidentId])).size > 0) return false;
  return incidentId !== null && !isRefusal(await linkReports(tx, { incidentId, reportIds: [reportId], actor: muster }));
}

/** One notice per service and hour, however many report it: the key of the hour makes the rest of them counts. */
async function tellWaiting(tx: Tx, service: { id: string; name: string } | null): Promise<void> {
  const about = service ? `a problem with ${service.name}` : "a problem, and name no service";
  const sentence = `People without an account report ${about}. Look at the reports that wait: link them to an incident, declare one, or settle them.`;
  await tellAdministrators(tx, [{ key: `report.waiting/${service?.id ?? ""}/${Math.floor(tx.now / hour)}`, code: "report.waiting", sentence }]);
}

export interface Linking {
  incidentId: string;
  reportIds: readonly string[];
  actor: Actor;
}

/** Null where the reports are there and with no incident; else the reason why not. Kept from others until COMMIT. */
export async function whyNotDeclareFrom(tx: Tx, reportIds: readonly string[]): Promise<Refusal | null> {
  const reports = await lockReports(tx, reportIds);
  if (reports.length < new Set(reportIds).size) return noSuchReport;
  const taken = reports.find(({ incident_id: of }) => of !== null);
  return taken ? isWith(tx, taken) : null;
}

/** Gives reports to an incident. Those that are with it already stay so; one that is with another is refused. */
export async function linkReports(tx: Tx, { incidentId, reportIds, actor }: Linking): Promise<IncidentState | Refusal> {
  const reports = await lockReports(tx, reportIds);
  if (reports.length < new Set(reportIds).size) return noSuchReport;
  const other = reports.find(({ incident_id: of }) => of !== null && of !== incidentId);
  if (other) return isWith(tx, other);
  const fresh = reports.filter((report) => report.incident_id === null).map(({ id }) => id);
  const outcome = await changeIncident(tx, { incidentId, actor, command: { kind: "link reports", reportIds: fresh } });
  if (!isRefusal(outcome)) await setIncidentOfReports(tx, fresh, incidentId);
  return outcome;
}

/** Nothing is left to do about a report that no incident has. */
export async function settleReport(tx: Tx, reportId: string, actor: Actor): Promise<null | Refusal> {
  const [report] = await lockReports(tx, [reportId]);
  if (!report) return noSuchReport;
  if (report.incident_id !== null) return isWith(tx, report);
  if (report.settled_at !== null) return null;
  await setSettled(tx, reportId, actor);
  await recordAudit(tx, { actor, section: "reports", id: reportId, action: "settled", paths: ["settled"] });
  return null;
}

async function isWith(tx: Tx, { number, incident_id: incidentId }: HeldReport): Promise<Refusal> {
  const state = incidentId === null ? null : await readIncidentState(tx, incidentId);
  if (!state) return noSuchIncident;
  return refuse("report.linked", `Report ${number} is with ${refOf(state.number)} already.`, { incident: incidentId });
}
