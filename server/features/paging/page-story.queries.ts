import type { Tx } from "../../platform/database/database.ts";
import type { Instant } from "../../values/instant.ts";
import type { Subject } from "../../values/subject.ts";
import { readGroupStory, type GroupStory } from "../alert-intake/index.ts";
import { readPeople } from "../directory/index.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { toWallClock } from "../../values/zone.ts";
import { linkMakerOf, phoneLink } from "./page-link.mail.ts";
import type { PageStory } from "./page-message.rules.ts";
import type { PageRow } from "./page.queries.ts";

/** What to tell somebody about a page; null where its subject is gone. */
export async function readPageStory(tx: Tx, page: PageRow): Promise<PageStory | null> {
  const subject: Subject = { kind: page.subject_kind, id: page.subject_id };
  const group = await readGroupStory(tx, subject.id);
  const person = (await readPeople(tx, [page.person_id])).get(page.person_id);
  if (!group) return null;
  return {
    title: group.title,
    severity: group.severity,
    serviceName: group.serviceName ?? "Unassigned",
    facts: factsOf(group, person?.timezone ?? "UTC"),
    because: becauseOf(page),
    phoneLink: phoneLink(linkMakerOf(tx), page.id),
    recipientName: person?.name ?? page.person_id,
  };
}

/** Three lines at most: since when and how often, what it says of itself, how many more belong to it. */
export function factsOf(group: GroupStory, timezone: string): string[] {
  const repeats = group.signals > 1 ? `, ${group.signals} signals so far` : "";
  const titles = group.otherTitles.length > 0 ? `: ${group.otherTitles.join("; ")}` : "";
  const others = group.openAlerts > 1 ? [`${group.openAlerts} alerts belong together${titles}`] : [];
  return [`Since ${clockTime(group.since, timezone)}${repeats}`, ...(group.description ? [group.description] : []), ...others].slice(0, 3);
}

/** `13:59` on the clock of the zone. */
export function clockTime(at: Instant, timezone: string): string {
  const { hour, minute } = toWallClock(zoneNamed(timezone), at);
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

function becauseOf(page: PageRow): string {
  const [kind, id] = page.via.split("/");
  if (kind === "schedule") return `You are paged because you are on call for ${id}.`;
  if (kind === "team") return `You are paged because you are in the team ${id}.`;
  if (kind === "administrators") return "You are paged because nobody else answered and you are an administrator.";
  return "You are paged because the escalation policy names you.";
}
