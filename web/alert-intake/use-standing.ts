import type { AlertCounts, AlertView } from "../../server/features/alert-intake/contract.ts";
import type { ApiProblem, List } from "../api/client.ts";
import { useAddress } from "../api/queries.ts";
import type { Standing } from "./alerts-lede.ts";
import { alertCountsPath } from "./alerts-search.ts";

const waitingPath = "/api/v1/alerts?status=firing&isHeldBack=false&limit=200";

/** How the open alerts stand, however many they are; undefined until it is known. */
export function useStanding(): { standing: Standing | undefined; problem: ApiProblem | null } {
  const counts = useAddress<AlertCounts>("alerts", alertCountsPath({}));
  const waiting = useAddress<List<AlertView>>("alerts", waitingPath);
  const problem = counts.error ?? waiting.error;
  if (counts.data === undefined || waiting.data === undefined) return { standing: undefined, problem };
  const { items, next } = waiting.data;
  return { standing: { counts: counts.data, longest: next === null ? (items.at(-1) ?? null) : null }, problem };
}
