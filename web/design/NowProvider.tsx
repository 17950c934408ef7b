import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from "react";
import type { Instant } from "../../server/values/instant.ts";
import { makeTicking, type TickingOptions } from "./ticking.ts";

const NowContext = createContext(makeTicking({}));

/** Gives everything below it one clock; `frozenAt` stops it, `offset` follows the server's. */
export function NowProvider({ offset, frozenAt, children }: TickingOptions & { children: ReactNode }) {
  const ticking = useMemo(() => makeTicking({ offset, frozenAt }), [offset, frozenAt]);
  return <NowContext value={ticking}>{children}</NowContext>;
}

/** The moment, to the second; draws again every second. */
export function useNow(): Instant {
  const ticking = useContext(NowContext);
  return useSyncExternalStore(ticking.subscribe, ticking.now);
}

/** What `read` makes of the moment; draws again only when that changes. Give it a text, a number or a boolean. */
export function useOfNow<Reading extends string | number | boolean>(read: (now: Instant) => Reading): Reading {
  const ticking = useContext(NowContext);
  return useSyncExternalStore(ticking.subscribe, () => read(ticking.now()));
}
