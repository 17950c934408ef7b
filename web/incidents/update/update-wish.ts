import type { DraftView } from "../../../server/features/communications/contract.ts";
import { momentIn } from "../composer/happened-at.ts";

/** What is written of an update and not sent yet. Null texts are those that Muster proposes. */
export interface UpdateDraft {
  audienceIds: string[] | null;
  conditions: string | null;
  actions: string | null;
  needs: string | null;
  /** By each audience's cadence, when something changes, or at a local date and time. */
  next: "cadence" | "change" | { at: string };
}

export const nothingWritten: UpdateDraft = { audienceIds: null, conditions: null, actions: null, needs: null, next: "cadence" };

export interface CanFields {
  conditions: string;
  actions: string;
  needs: string;
}

/** What stands in the fields: what was typed, else what is proposed. */
export function fieldsOf(draft: UpdateDraft, proposed: Pick<DraftView, "conditions" | "actions" | "needs"> | undefined): CanFields {
  return {
    conditions: draft.conditions ?? proposed?.conditions ?? "",
    actions: draft.actions ?? proposed?.actions ?? "",
    needs: draft.needs ?? proposed?.needs ?? "",
  };
}

/** Whom it goes to: whom the writer chose, else whom the process tells now. */
export function audiencesOf({ audienceIds }: UpdateDraft, proposed: DraftView | undefined): string[] {
  return audienceIds ?? proposed?.audiences.map(({ id }) => id) ?? [];
}

/** What the server is asked to preview or send; null while something is missing. */
export function wishOf(draft: UpdateDraft, proposed: DraftView | undefined): object | null {
  const { conditions, actions, needs } = fieldsOf(draft, proposed);
  const audienceIds = audiencesOf(draft, proposed);
  if (audienceIds.length === 0 || conditions.trim() === "" || actions.trim() === "") return null;
  const words = { audienceIds, conditions: conditions.trim(), actions: actions.trim(), needs: needs.trim() === "" ? null : needs.trim() };
  if (draft.next === "cadence") return words;
  if (draft.next === "change") return { ...words, nextAt: null };
  const nextAt = momentIn(draft.next.at);
  return nextAt === undefined ? null : { ...words, nextAt };
}

/** One audience more, or one less. */
export function toggled(audienceIds: readonly string[], id: string): string[] {
  return audienceIds.includes(id) ? audienceIds.filter((one) => one !== id) : [...audienceIds, id];
}

/** The address of a draft in the words of these audiences. */
export function draftPath(path: string, audienceIds: readonly string[] | null): string {
  const query = (audienceIds ?? []).map((id) => `audience=${encodeURIComponent(id)}`).join("&");
  return `${path}/updates/draft${query === "" ? "" : `?${query}`}`;
}
