import { durationMilliseconds } from "../../values/duration.ts";
import type { Instant } from "../../values/instant.ts";
import type { Story } from "./story.rules.ts";

/** Lengths by severity; `default` for those that are not named. */
export type BySeverity = Readonly<Record<string, string>> | undefined;

export interface Box {
  dueAt: Instant;
  lengthMilliseconds: number;
}

/** The severities that it had, each from when. */
export function severitiesOf(story: Story): { at: Instant; severity: string | null }[] {
  const changes: { at: Instant; severity: string | null }[] = [];
  for (const { at, fact, after } of story.entries) {
    const isNew = fact.type === "incident declared" || (fact.type === "class set" && after.severity !== changes.at(-1)?.severity);
    if (isNew) changes.push({ at, severity: after.severity });
  }
  return changes;
}

/**
 * When a time box is over that counts from a moment and whose length goes by the severity; null where the process gives none.
 * A change of severity leaves the whole new length from the change at least; what was over or done by then stays as it was.
 */
export function boxOf(story: Story, lengths: BySeverity, { from, doneAt }: { from: Instant; doneAt: Instant | null }): Box | null {
  let box: Box | null = null;
  for (const { at, severity } of severitiesOf(story)) {
    if ((box !== null && at > box.dueAt) || (box !== null && doneAt !== null && at > doneAt)) break;
    const written = lengths?.[severity ?? "default"] ?? lengths?.["default"];
    const length = written === undefined ? null : durationMilliseconds(written);
    box = length === null ? null : { lengthMilliseconds: length, dueAt: from + length >= at ? from + length : at + length };
  }
  return box;
}
