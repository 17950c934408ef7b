import type { Tx } from "../../platform/database/database.ts";
import { prepareContent } from "../../platform/event-log/content.ts";
import { lockStreams } from "../../platform/event-log/event-log.queries.ts";
import type { Actor } from "../../values/actor.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { readIncidentState } from "../incidents/index.ts";
import { readProcess } from "../process/index.ts";
import { findChanges } from "./line-changes.adapter.ts";
import { ruleOf } from "./requirement.rules.ts";
import { changeRetrospective } from "./retrospective.commands.ts";
import { retrospectiveStream } from "./retrospective.decider.ts";
import { readRetrospectiveState } from "./retrospective.queries.ts";
import { noSuchRetrospective, whyNotWrite } from "./retrospective.rules.ts";
import { resolveSave } from "./saving.rules.ts";
import { readSections, readSectionVersion, type TextRow } from "./section.queries.ts";

export interface SectionSave {
  id: string;
  section: string;
  text: string;
  baseVersion: number;
  actor: Actor;
}

export interface SavedText {
  row: TextRow;
  isMerged: boolean;
}

/** A save that others were faster than, with what stands now. */
export interface SaveConflict {
  refusal: Refusal;
  current: TextRow;
}

const noSuchSection = refuse("retrospective.section.not-found", "The process that this incident ran under has no such section.");

/** Saves a section: as it came, or put together with what others wrote since. Of those who save at once the later waits. */
export async function saveSection(tx: Tx, save: SectionSave): Promise<SavedText | SaveConflict | Refusal> {
  const { id, section, text, baseVersion, actor } = save;
  await lockStreams(tx, [retrospectiveStream(id)]);
  const state = await readRetrospectiveState(tx, id);
  if (!state) return noSuchRetrospective;
  const refused = whyNotWrite(state) ?? (await whyNoSection(tx, state.incidentId, section));
  if (refused) return refused;
  const current = (await readSections(tx, id)).get(section) ?? { section, version: 0, text: "", saved_at: tx.now, saved_by: actor };
  const resolved = resolveSave({ current: { version: current.version, text: current.text ?? "" }, baseVersion, base: await readBase(tx, save, current), text }, findChanges);
  if (isRefusal(resolved)) return resolved.code === "retrospective.section-changed" ? { refusal: resolved, current } : resolved;
  const isMerged = resolved !== text;
  if (resolved === current.text) return { row: current, isMerged };
  const content = prepareContent(resolved);
  const outcome = await changeRetrospective(tx, { id, actor, texts: [content], command: { kind: "save section", section, text: content.reference, baseVersion: current.version } });
  return isRefusal(outcome) ? outcome : { row: { section, version: current.version + 1, text: resolved, saved_at: tx.now, saved_by: actor }, isMerged };
}

/** Null where the process that the incident ran under asks for this section. */
export async function whyNoSection(tx: Tx, incidentId: string, section: string): Promise<Refusal | null> {
  const incident = await readIncidentState(tx, incidentId);
  const { process } = await readProcess(tx, incident?.processVersion ?? null);
  return ruleOf(process).sections.some(({ id }) => id === section) ? null : noSuchSection;
}

async function readBase(tx: Tx, { id, section, baseVersion }: SectionSave, current: TextRow): Promise<string | null> {
  if (baseVersion === 0) return "";
  return baseVersion >= current.version ? current.text : ((await readSectionVersion(tx, id, section, baseVersion))?.text ?? null);
}
