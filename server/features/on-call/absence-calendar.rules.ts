import type { EventFacts } from "./calendar.rules.ts";

const awayTitle = /\b(out of (the )?office|ooo|oof)\b/i;

/**
 * Whether an event means that its owner is away. Outlook's out-of-office does, whatever its length. Else what is cancelled, transparent (RFC 5545 TRANSP), free, tentative
 * or work elsewhere does not; of the rest, whole days do, and hours only where the title says “out of office”: a meeting keeps nobody from a page.
 */
export function countsAsAway({ isWholeDays, status, transparency, busyStatus, title }: EventFacts): boolean {
  const busy = busyStatus.toUpperCase();
  if (status.toUpperCase() === "CANCELLED") return false;
  if (busy === "OOF") return true;
  if (transparency.toUpperCase() === "TRANSPARENT" || status.toUpperCase() === "TENTATIVE") return false;
  if (busy !== "" && busy !== "BUSY") return false;
  return isWholeDays || awayTitle.test(title);
}
