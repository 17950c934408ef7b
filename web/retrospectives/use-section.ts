import { useEffect, useState, useSyncExternalStore } from "react";
import type { RetrospectiveDetail, SavedText } from "../../server/features/retrospectives/contract.ts";
import { command, get } from "../api/client.ts";
import { useDraft } from "../incidents/composer/use-draft.ts";
import { SectionKeeper, type Outside, type SectionView } from "./section-keeper.ts";

type Section = RetrospectiveDetail["sections"][number];
type Unsaved = { text: string; base: number } | null;

export interface SectionWriting extends SectionView {
  change: (text: string) => void;
  settle: (choice: "both" | "mine" | "theirs") => void;
}

function outsideOf(retrospectiveId: string, sectionId: string, keep: (unsaved: Unsaved) => void): Outside {
  const path = `/api/v1/retrospectives/${retrospectiveId}`;
  return {
    save: (text, baseVersion) => command<SavedText & { isMerged: boolean }>("PUT", `${path}/sections/${encodeURIComponent(sectionId)}`, { text, baseVersion }),
    async read() {
      const found = (await get<RetrospectiveDetail>(path)).sections.find(({ id }) => id === sectionId);
      return { text: found?.text ?? "", version: found?.version ?? 0, by: found?.savedBy?.name ?? "Somebody" };
    },
    keep,
    later(act, milliseconds) {
      const timer = setTimeout(act, milliseconds);
      return () => clearTimeout(timer);
    },
  };
}

/** A section that saves itself as one writes, puts in what others wrote, and loses nothing: also not to a reload or a lost network. */
export function useSection(retrospectiveId: string, section: Section): SectionWriting {
  const draft = useDraft<Unsaved>(`retrospective/${retrospectiveId}/${section.id}`, null);
  const [keeper] = useState(() => new SectionKeeper(section, draft.body, outsideOf(retrospectiveId, section.id, (unsaved) => (unsaved === null ? draft.forget() : draft.change(unsaved)))));
  const { text, version } = section;
  useEffect(() => keeper.hear({ text, version }), [keeper, text, version]);
  const view = useSyncExternalStore(keeper.subscribe, keeper.now);
  return { ...view, change: (words) => keeper.change(words), settle: (choice) => keeper.settle(choice) };
}
