import type { EntryView } from "../../server/features/incidents/timeline.contract.ts";
import type { Beginning } from "./timeline/beginning.ts";

/** What is open over the room: one thing at a time. */
export type Opened =
  | { kind: "class" }
  | { kind: "escalate" }
  | { kind: "experts" }
  | { kind: "hand over"; role?: string }
  | { kind: "deputy"; role: string }
  | { kind: "workstream" }
  | { kind: "ahead" }
  | { kind: "brief" }
  | { kind: "conduct" }
  | { kind: "update" }
  | { kind: "impact" }
  | { kind: "facts" }
  | { kind: "milestones" }
  | { kind: "template" }
  | { kind: "privacy" }
  | { kind: "merge" }
  | { kind: "relate" }
  | { kind: "split" }
  | { kind: "cancel" }
  | { kind: "reopen" }
  | { kind: "write"; beginning?: Beginning }
  | { kind: "sent update"; updateId: string }
  | { kind: "evidence of"; entry: EntryView }
  | { kind: "redact"; entry: EntryView };

/** What opens something over the room. */
export interface Opening {
  onOpen: (opened: Opened) => void;
}
