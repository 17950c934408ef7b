import type { HoldingView } from "../../../server/features/incidents/holding.contract.ts";
import type { List } from "../../api/client.ts";
import { useAddress } from "../../api/queries.ts";
import { useRoom } from "../room-context.tsx";
import { isRunning } from "../room-words.ts";
import { marksOf } from "./several-words.ts";

/** Every role that somebody holds in an incident that runs. */
export function useHoldings(): readonly HoldingView[] {
  return useAddress<List<HoldingView>>("incidents", "/api/v1/held-roles").data?.items ?? [];
}

/** What each person holds in other incidents than that of the room; of what is over nobody is asked. */
export function useMarks(): ReadonlyMap<string, string> {
  const { incident } = useRoom();
  const holdings = useHoldings();
  return isRunning(incident) ? marksOf(holdings, incident.id) : new Map();
}
