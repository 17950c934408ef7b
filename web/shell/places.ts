import {
  IconActivity, IconAlertTriangle, IconBell, IconBook, IconBox, IconCalendarEvent, IconDeviceMobileVibration, IconSettings, IconUsers, type TablerIcon,
} from "@tabler/icons-react";
import type { PlaceId } from "./types.ts";

export interface Place {
  id: PlaceId;
  path: "/" | "/incidents" | "/alerts" | "/on-call" | "/services" | "/pages" | "/learn" | "/people" | "/settings";
  words: string;
  icon: TablerIcon;
  /** Two keys, one after the other. */
  keys: string;
}

/** Where one can be, in the order of the day. */
export const places: readonly Place[] = [
  { id: "now", path: "/", words: "Now", icon: IconActivity, keys: "G N" },
  { id: "incidents", path: "/incidents", words: "Incidents", icon: IconAlertTriangle, keys: "G I" },
  { id: "alerts", path: "/alerts", words: "Alerts", icon: IconBell, keys: "G A" },
  { id: "on-call", path: "/on-call", words: "On call", icon: IconCalendarEvent, keys: "G O" },
  { id: "services", path: "/services", words: "Services", icon: IconBox, keys: "G S" },
  { id: "pages", path: "/pages", words: "Pages", icon: IconDeviceMobileVibration, keys: "G P" },
  { id: "learn", path: "/learn", words: "Learn", icon: IconBook, keys: "G L" },
];

/** Apart from the others, as settings are: who is here changes seldom. */
export const peoplePlace: Place = { id: "people", path: "/people", words: "People", icon: IconUsers, keys: "G E" };

/** Apart from the others: it is arranged, not used. */
export const settingsPlace: Place = { id: "settings", path: "/settings", words: "Settings", icon: IconSettings, keys: "G ," };

const mostCounted = 99;

/** A number beside a place; past a hundred nobody counts. */
export function countWords(count: number): string {
  return count > mostCounted ? `${mostCounted}+` : String(count);
}
