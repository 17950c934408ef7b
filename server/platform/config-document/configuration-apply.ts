import type { Actor } from "../../values/actor.ts";
import type { Caller } from "../../values/permission.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import type { Tx } from "../database/database.ts";
import { namesIn, readCurrent, type Configuration, type ConfigurationRecord, type Contents, type Current } from "./configuration.ts";
import { findingOf } from "./configuration-orphans.ts";
import { configurationPermissions } from "./configuration.permissions.ts";
import { planWish, type Plan } from "./configuration-plan.ts";
import { rehearse } from "./configuration-rehearsal.ts";
import type { ForeseenView } from "./configuration.contract.ts";
import type { Change } from "./plan-changes.ts";
import { located, type Finding, type Positions, type Problem } from "./problem.ts";
import { readDocument } from "./read-document.ts";
import type { SourceFormat } from "./read-source.ts";
import { readSecretMarks } from "./secret-marks.ts";
import { withFingerprints } from "./secrets.ts";
import { shownValue } from "./value-edits.ts";

const configurationLock = 4_600_004;

/** Lets one change of the configuration wait for the other, so that each sees what the one before made. */
export async function lockConfiguration(tx: Tx): Promise<void> {
  await tx.run("select pg_advisory_xact_lock($1)", [configurationLock]);
}

/** A large document is thought about for longer than a transaction may usually stand still. */
export async function takeTime(tx: Tx): Promise<void> {
  await tx.run("set local idle_in_transaction_session_timeout = '60s'");
}

export interface AppliedDocument {
  text: string;
  format: SourceFormat;
}

/** Says what applying a document would change and what would come of that, or what stands in its way. */
export async function planDocument(tx: Tx, configuration: Configuration, document: AppliedDocument, caller: Caller): Promise<PlannedDocument | Refusal> {
  const { actor } = caller;
  if (!actor) return refuse("not-allowed", configurationPermissions.apply.sentence);
  await takeTime(tx);
  await lockConfiguration(tx);
  const planned = await readAndPlan(tx, configuration, await readCurrent(tx, configuration), { ...document, caller });
  if ("refused" in planned) return planned;
  const foreseen = await rehearse(tx, configuration, planned.changes, () => writeAll(tx, planned.writes, { actor, isFile: true }));
  return { changes: planned.changes, foreseen };
}

export interface PlannedDocument {
  changes: Change[];
  foreseen: ForeseenView[];
}

/** Applies a document whole, or nothing of it. */
export async function applyDocument(tx: Tx, configuration: Configuration, document: AppliedDocument, caller: Caller): Promise<Change[] | Refusal> {
  if (!caller.actor) return refuse("not-allowed", configurationPermissions.apply.sentence);
  await takeTime(tx);
  await lockConfiguration(tx);
  const current = await readCurrent(tx, configuration);
  const plan = await readAndPlan(tx, configuration, current, { ...document, caller });
  if ("refused" in plan) return plan;
  await carryOut(tx, configuration, { current, plan, actor: caller.actor, isFile: true });
  return plan.changes;
}

async function readAndPlan(tx: Tx, configuration: Configuration, current: Current, { text, format, caller }: AppliedDocument & { caller: Caller }): Promise<Plan | Refusal> {
  const sections = configuration.sections.map(({ section }) => section);
  const standing = { existing: namesIn(sections, current.contents), managed: current.managed };
  const outcome = readDocument(text, { format, sections, standing });
  if ("problems" in outcome) return refuseProblems(outcome.problems);
  const contents = await markSecrets(tx, outcome.document);
  const plan = await planWish(tx, configuration, current, { contents, leaving: current.managed, isFile: true, caller });
  const problems = problemsOf(plan, outcome.positions);
  return problems.length > 0 ? refuseProblems(problems) : plan;
}

/** A document that was read, with a mark on every secret that it gives. */
export async function markSecrets(tx: Tx, document: Contents): Promise<Contents> {
  const marks = await readSecretMarks(tx);
  return withFingerprints(document, marks.ofValue);
}

/** What stands in a plan's way, with its place in the text. */
export function problemsOf({ findings, orphans }: Plan, positions: Positions): Problem[] {
  const all: Finding[] = [...findings, ...orphans.map(findingOf)];
  return located(all, positions);
}

/** A refusal that names everything that is wrong at once. */
export function refuseProblems(problems: readonly Omit<Problem, "line" | "column">[]): Refusal {
  const count = problems.length === 1 ? "One thing is" : `${problems.length} things are`;
  const first = problems[0] ? ` ${problems[0].path === "" ? "" : `${problems[0].path}: `}${problems[0].message} ${problems[0].mend}` : "";
  return refuse("config.invalid", `${count} wrong, so nothing was changed.${first}`, { errors: problems });
}

export interface Carrying {
  current: Current;
  plan: Plan;
  actor: Actor;
  isFile: boolean;
}

/** Writes what was planned, and who planned it. */
export async function carryOut(tx: Tx, configuration: Configuration, { current, plan, actor, isFile }: Carrying): Promise<void> {
  const isWritten = await writeAll(tx, plan.writes, { actor, isFile });
  if (isWritten) await tx.run("update installation set configuration_version = configuration_version + 1");
  await configuration.record(tx, plan.changes.map((change) => recordOf(change, current, actor, isFile)));
}

/** Writes every section in which something changes; true where there was one. */
async function writeAll(tx: Tx, all: Plan["writes"], by: Pick<Carrying, "actor" | "isFile">): Promise<boolean> {
  const writes = all.filter(({ upserts, deletes }) => upserts.length + deletes.length > 0);
  for (const { stored, upserts, deletes } of writes) await stored.write(tx, { upserts, deletes, ...by });
  return writes.length > 0;
}

const actions: Readonly<Record<Change["action"], string>> = { create: "made", update: "changed", delete: "deleted", reorder: "reordered" };

function recordOf({ section, id, action, fields }: Change, { contents }: Current, actor: Actor, isFile: boolean): ConfigurationRecord {
  const before = action === "delete" ? { before: shownValue((contents[section] as Contents)[id]) } : { fields };
  return { actor, section, id, action: actions[action], paths: fields.map(({ path }) => path), details: { isFromFile: isFile, ...before } };
}
