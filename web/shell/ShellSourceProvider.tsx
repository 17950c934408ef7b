import { createContext, type ReactNode, useContext } from "react";
import type { ShellSource } from "./types.ts";

const nothingFound = { found: [], isLoading: false };

/** Nobody signed in and nothing to count; what stands until a data layer is plugged in. */
export const stillSource: ShellSource = {
  useSignedIn: () => null,
  useCounts: () => ({}),
  useConnection: () => ({ state: "live" }),
  useFinding: () => nothingFound,
  signOut: () => undefined,
};

const ShellSourceContext = createContext<ShellSource>(stillSource);

/** Plugs a data layer into the shell. The source stays the same for the life of the page. */
export function ShellSourceProvider({ source, children }: { source: ShellSource; children: ReactNode }) {
  return <ShellSourceContext value={source}>{children}</ShellSourceContext>;
}

/** The data layer that was plugged in. */
export function useShellSource(): ShellSource {
  return useContext(ShellSourceContext);
}
