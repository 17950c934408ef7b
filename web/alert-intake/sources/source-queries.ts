import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { DeliveryView, SourceView } from "../../../server/features/alert-intake/contract.ts";
import type { MappingForm, MappingPreview, PresetView } from "../../../server/features/alert-intake/mapping.contract.ts";
import { type ApiProblem, ask, get, type List } from "../../api/client.ts";
import { useAddress } from "../../api/queries.ts";

const watchMilliseconds = 2_000;

/** A delivery that makes no alert is no news in the stream, so that what is being set up is looked at again and again. */
function useWatched<Answer>(path: string, isWatched: (answer: Answer | undefined) => boolean) {
  return useQuery<Answer, ApiProblem>({
    queryKey: ["sources", path],
    queryFn: ({ signal }) => get<Answer>(path, signal),
    refetchInterval: (query) => (isWatched(query.state.data) ? watchMilliseconds : false),
  });
}

/** One source; looked at again until its first alert came. */
export function useSource(id: string) {
  return useWatched<SourceView>(`/api/v1/sources/${encodeURIComponent(id)}`, (source) => source !== undefined && source.firstAlertAt === null);
}

/** The last 50 deliveries of a source, newest first. */
export function useDeliveries(id: string) {
  return useWatched<List<DeliveryView>>(`/api/v1/sources/${encodeURIComponent(id)}/deliveries?limit=50`, () => true);
}

/** The tools that Muster can read as they are. */
export function usePresets() {
  return useAddress<List<PresetView>>("sources", "/api/v1/presets");
}

/** What a mapping makes of a delivery; the one that is kept or proposed where none is given. The answer before stays until the next one is there. */
export function useMappingPreview(sourceId: string, deliveryId: string, mapping: MappingForm | undefined) {
  return useQuery<MappingPreview, ApiProblem>({
    queryKey: ["sources", "preview", sourceId, deliveryId, mapping],
    queryFn: ({ signal }) => ask<MappingPreview>(`/api/v1/sources/${encodeURIComponent(sourceId)}/mapping/preview`, { deliveryId, ...(mapping === undefined ? {} : { mapping }) }, signal),
    placeholderData: keepPreviousData,
  });
}

const shown = new Map<string, string>();

/** Keeps a new key for as long as the page lives, so that it can be shown after the way to the source's own screen. */
export function rememberKey(sourceId: string, key: string): void {
  shown.set(sourceId, key);
}

/** The key of a source, right after it was made or rotated. */
export function rememberedKey(sourceId: string): string | undefined {
  return shown.get(sourceId);
}
