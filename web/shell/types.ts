import type { ReactNode } from "react";
import type { Instant } from "../../server/values/instant.ts";

/** A place in the navigation. */
export type PlaceId = "now" | "incidents" | "alerts" | "on-call" | "services" | "pages" | "learn" | "people" | "settings";

/** Who is signed in, and what they are on duty for. */
export interface SignedIn {
  name: string;
  onDuty?: { schedule: string; until: Instant | undefined } | undefined;
}

/** The numbers beside places: what fires, what waits. An absent one is not shown. */
export type PlaceCounts = Partial<Record<PlaceId, number>>;

/** Whether news still comes. `since` is the last moment that what is shown was true. */
export type Connection = { state: "live" } | { state: "reconnecting" | "offline"; since: Instant };

/** One thing the palette found, or can do. */
export interface Found {
  id: string;
  group: "do" | "find";
  title: string;
  detail?: string | undefined;
  icon?: ReactNode;
  /** Keys that do the same. */
  keys?: string | undefined;
  act: () => void;
}

export interface Finding {
  found: readonly Found[];
  isLoading: boolean;
}

/** What the shell asks of the data layer. Each `use…` is a hook. */
export interface ShellSource {
  useSignedIn: () => SignedIn | null;
  useCounts: () => PlaceCounts;
  useConnection: () => Connection;
  /** What the server knows for a query: alerts, people, services, schedules. */
  useFinding: (query: string) => Finding;
  signOut: () => void;
}
