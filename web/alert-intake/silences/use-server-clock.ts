import { useServerAhead } from "../../api/server-clock.ts";
import type { Instant } from "../../../server/values/instant.ts";

/** Tells the server's time at the moment it is asked, for what is written down once. */
export function useServerClock(): () => Instant {
  const ahead = useServerAhead();
  return () => Date.now() + ahead;
}
