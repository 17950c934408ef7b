import type { Tx } from "../../platform/database/database.ts";
import type { Instant } from "../../values/instant.ts";

/** What a page tells about a subject that paging itself does not know: an incident. */
export interface SubjectStory {
  /** Its short name, such as `INC-214`, by which the address of its room ends too. */
  ref: string;
  title: string;
  /** How loud it looks. */
  severity: "critical" | "high" | "warning" | "info";
  /** What the organization calls that, such as `Sev 1`; null while nobody has said. */
  severityName: string | null;
  /** The service that is hit, or several in a few words. */
  serviceName: string | null;
  since: Instant;
  commanderName: string | null;
}

/** Reads the stories of incidents by their ids; those that are unknown are absent. Filled by a feature above paging. */
export type SubjectStories = (tx: Tx, incidentIds: readonly string[]) => Promise<Map<string, SubjectStory>>;

export function storiesOf(tx: Tx): SubjectStories {
  return (tx.context["stories"] as SubjectStories | undefined) ?? (() => Promise.resolve(new Map()));
}
