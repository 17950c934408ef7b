import type { Tx } from "../../platform/database/database.ts";
import { hasRole, type Caller } from "../../values/permission.ts";
import { presentMilestones, readMtbf, readOrganizationWords, viewIncidents, type IncidentRow } from "../incidents/index.ts";
import { readApprovers } from "./approver.queries.ts";
import { whyNotApprove, wordApprovers } from "./approver.rules.ts";
import type { RetrospectiveDetail, RetrospectiveView } from "./contract.ts";
import { presentFollowUp } from "./follow-up.presenter.ts";
import { listFollowUps } from "./follow-up.queries.ts";
import { viewKeyMoments } from "./key-moment.queries.ts";
import { ruleOf } from "./requirement.rules.ts";
import { presentPerson, presentRetrospective, presentSection, type Beside } from "./retrospective.presenter.ts";
import { readIncidentsOf, readRetrospectiveRow, type RetrospectiveRow } from "./retrospective.queries.ts";
import { readFilledSections, readSections } from "./section.queries.ts";
import { sectionOf } from "./sections.rules.ts";
import { proposeSummary } from "./summary.rules.ts";

/** Retrospectives as a list shows them, in the order of the rows. */
export async function viewRetrospectives(tx: Tx, caller: Caller, rows: readonly RetrospectiveRow[]): Promise<RetrospectiveView[]> {
  const besides = await readBesides(tx, caller, rows);
  return rows.map((row) => presentRetrospective(row, besideOf(besides, row)));
}

type WholeBeside = Beside & { row: IncidentRow };

async function readBesides(tx: Tx, caller: Caller, rows: readonly RetrospectiveRow[]): Promise<Map<string, WholeBeside>> {
  const incidents = await readIncidentsOf(tx, rows);
  const views = new Map((await viewIncidents(tx, caller, [...incidents.values()])).map((view) => [view.id, view]));
  const words = await readOrganizationWords(tx, caller, [...incidents.values()].map((incident) => incident.process_version));
  const filled = await readFilledSections(tx, rows.map(({ id }) => id));
  return new Map(
    rows.flatMap(({ id, incident_id }) => {
      const [row, incident] = [incidents.get(incident_id), views.get(incident_id)];
      const sections = ruleOf(words.processOf(row?.process_version ?? null)).sections.map(sectionOf);
      return row && incident ? [[id, { words, incident, row, sections, filled: filled.get(id) ?? [] }] as const] : [];
    }),
  );
}

function besideOf(besides: ReadonlyMap<string, WholeBeside>, { id }: RetrospectiveRow): WholeBeside {
  const beside = besides.get(id);
  if (!beside) throw new Error(`The incident of the retrospective ${id} is missing.`);
  return beside;
}

/** A retrospective whole, as the screen shows it; null where there is none. */
export async function viewRetrospective(tx: Tx, caller: Caller, id: string): Promise<RetrospectiveDetail | null> {
  const row = await readRetrospectiveRow(tx, id);
  if (!row) return null;
  const beside = besideOf(await readBesides(tx, caller, [row]), row);
  const process = beside.words.processOf(beside.row.process_version);
  const view = presentRetrospective(row, beside);
  const texts = await readSections(tx, id);
  const proposal = proposeSummary(summaryFacts(beside));
  const { state } = beside.row;
  return {
    ...view,
    approvers: await viewApprovers(tx, caller, beside, ruleOf(process).approvedBy),
    sections: beside.sections.map((section) => presentSection(section, texts.get(section.id), { ...beside, followUps: view.followUpsTotal, proposal: section.id === "summary" ? proposal : null })),
    keyMoments: await viewKeyMoments(tx, caller, row.incident_id, state),
    followUps: (await listFollowUps(tx, { retrospectiveId: id })).map(presentFollowUp),
    reviewActionsEvery: ruleOf(process).reviewActionsEvery,
    ...presentMilestones(state, await readMtbf(tx, state)),
  };
}

async function viewApprovers(tx: Tx, caller: Caller, { row, words }: WholeBeside, approvedBy: string): Promise<RetrospectiveDetail["approvers"]> {
  const approvers = await readApprovers(tx, row.id, row.state, approvedBy);
  const nameOf = (personId: string) => presentPerson(words, personId).name;
  return {
    people: approvers.personIds.map((personId) => presentPerson(words, personId)),
    isAnyManager: approvers.isAnyManager,
    sentence: wordApprovers(approvers, nameOf),
    isYou: hasRole(caller, "manager") && whyNotApprove(approvers, caller.personId, nameOf) === null,
  };
}

function summaryFacts({ row, incident, words }: WholeBeside) {
  const { state } = row;
  const { severity, priority } = incident;
  return {
    title: row.title,
    services: incident.services.map(({ name }) => name),
    severity: severity?.name ?? null,
    priority: priority?.name ?? null,
    impact: state.impact,
    customer: (id: string) => words.customers.get(id) ?? id,
    impactStart: state.milestones.impactStart?.at ?? null,
    impactEnd: state.milestones.impactEnd?.at ?? null,
    declaredAt: state.declaredAt,
    endedAt: state.endedAt,
  };
}
