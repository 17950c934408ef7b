import { toIso, toIsoOrNull } from "../../values/instant.ts";
import { actorNamed, type OrganizationWords } from "../incidents/index.ts";
import type { RetrospectiveDetail, RetrospectiveView, SavedText } from "./contract.ts";
import type { RetrospectiveRow } from "./retrospective.queries.ts";
import type { TextRow } from "./section.queries.ts";
import { countFollowUps, isFilled, missingSections, type Section } from "./sections.rules.ts";

/** What a retrospective is presented with. */
export interface Beside {
  words: OrganizationWords;
  incident: RetrospectiveView["incident"];
  sections: readonly Section[];
  /** The sections in which a text stands. */
  filled: readonly string[];
}

export function presentRetrospective(row: RetrospectiveRow, { words, incident, sections, filled }: Beside): RetrospectiveView {
  const { open, total } = countFollowUps(row.state.followUps);
  const written = { filled, followUps: total };
  return {
    id: row.id,
    status: row.status,
    because: row.state.because,
    incident,
    owner: row.owner_id === null ? null : presentPerson(words, row.owner_id),
    begunAt: toIso(row.begun_at),
    dueAt: toIso(row.due_at),
    approvedAt: toIsoOrNull(row.approved_at),
    approvedBy: row.approved_by === null ? null : presentPerson(words, row.approved_by),
    sharedAt: toIsoOrNull(row.state.sharedAt),
    sectionsFilled: sections.filter((section) => isFilled(section, written)).length,
    sectionsTotal: sections.length,
    missing: missingSections(sections, written).map(({ id, title }) => ({ id, title })),
    followUpsOpen: open,
    followUpsTotal: total,
  };
}

export function presentPerson({ people }: OrganizationWords, id: string): { id: string; name: string } {
  return { id, name: people.get(id)?.name ?? id };
}

export function presentText({ section, version, text, saved_at, saved_by }: TextRow, words: OrganizationWords): SavedText {
  if (version === 0) return { section, version, text, savedAt: null, savedBy: null };
  const id = saved_by.kind === "person" || saved_by.kind === "token" ? saved_by.id : null;
  return { section, version, text, savedAt: toIso(saved_at), savedBy: { id, name: actorNamed(words, saved_by) } };
}

/** A section with its text; `proposal` is offered only where nothing stands. */
export function presentSection(section: Section, row: TextRow | undefined, beside: Beside & { followUps: number; proposal: string | null }): RetrospectiveDetail["sections"][number] {
  const { words, filled, followUps, proposal } = beside;
  const { text, version, savedAt, savedBy } = presentText(row ?? { section: section.id, version: 0, text: "", saved_at: 0, saved_by: { kind: "muster" } }, words);
  const isWritten = filled.includes(section.id);
  return {
    id: section.id,
    title: section.title,
    prompt: section.prompt,
    kind: section.kind,
    isRequired: section.isRequired,
    isFilled: isFilled(section, { filled, followUps }),
    text,
    version,
    savedAt,
    savedBy,
    proposal: isWritten ? null : proposal,
  };
}
