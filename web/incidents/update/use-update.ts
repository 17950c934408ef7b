import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { AudienceView, DraftView, PreviewView, UpdateView } from "../../../server/features/communications/contract.ts";
import { type ApiProblem, command, type List } from "../../api/client.ts";
import { useAddress } from "../../api/queries.ts";
import { useDraft } from "../composer/use-draft.ts";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import { audiencesOf, draftPath, nothingWritten, type UpdateDraft, wishOf } from "./update-wish.ts";

export interface AudienceOption {
  id: string;
  name: string;
  isPublic: boolean;
  /** The process wants it told now. */
  isTold: boolean;
}

/** Whom the process names first, then all other audiences there are. */
function optionsOf(proposed: DraftView | undefined, audiences: readonly AudienceView[]): AudienceOption[] {
  const named = [...(proposed?.choices ?? [])].sort((one, other) => Number(other.isTold) - Number(one.isTold));
  const known = new Set(named.map(({ id }) => id));
  return [...named.map(({ id, name, isPublic, isTold }) => ({ id, name, isPublic, isTold })), ...audiences.filter(({ id }) => !known.has(id)).map(({ id, name, isPublic }) => ({ id, name, isPublic, isTold: false }))];
}

function usePreview(path: string, wish: object | null) {
  const [settled] = useDebouncedValue(wish === null ? null : JSON.stringify(wish), 350);
  return useQuery<PreviewView, ApiProblem>({
    queryKey: ["update-preview", path, settled],
    queryFn: () => command<PreviewView>("POST", `${path}/updates/preview`, JSON.parse(settled ?? "{}") as object),
    enabled: settled !== null,
    retry: false,
    gcTime: 0,
    placeholderData: keepPreviousData,
  });
}

/** Everything an update needs before it is sent: the draft that is kept, whom it may go to, and how it would read. */
export function useUpdate() {
  const { incident, path } = useRoom();
  const draft = useDraft<UpdateDraft>(`incident/${incident.id}/update`, nothingWritten);
  const proposed = useAddress<DraftView>("incidents", draftPath(path, draft.body.audienceIds?.length === 0 ? null : draft.body.audienceIds), { keepsLast: true });
  const audiences = useAddress<List<AudienceView>>("settings", "/api/v1/audiences?limit=500");
  const wish = wishOf(draft.body, proposed.data);
  const preview = usePreview(path, wish);
  const sending = useRoomCommand<UpdateView>();
  return {
    draft,
    proposed,
    wish,
    preview,
    sending,
    chosen: audiencesOf(draft.body, proposed.data),
    options: optionsOf(proposed.data, audiences.data?.items ?? []),
    change: (part: Partial<UpdateDraft>) => draft.change({ ...draft.body, ...part }),
  };
}

export type Update = ReturnType<typeof useUpdate>;
