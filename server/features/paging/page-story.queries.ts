import type { Tx } from "../../platform/database/database.ts";
import type { Instant } from "../../values/instant.ts";
import { policyOfCall, type CallSubject, type Subject } from "../../values/subject.ts";
import { readGroupStory, type GroupStory } from "../alert-intake/index.ts";
import { readPeople } from "../directory/index.ts";
import { scheduleName } from "../on-call/index.ts";
import { readRoleNames } from "../process/index.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { toWallClock } from "../../values/zone.ts";
import { becauseOf, stillOnIt } from "./because.rules.ts";
import { linkMakerOf, phoneLink } from "./page-link.mail.ts";
import type { PageStory } from "./page-message.rules.ts";
import { subjectOfPage, type PageRow } from "./page.queries.ts";
import { storiesOf, type SubjectStory } from "./subject-story.connector.ts";

/** A subject as a page tells of it to somebody. */
export interface ToldSubject {
  /** What stands before the title: `Critical`, `INC-214 Sev 1`. */
  heading: string;
  severity: string;
  title: string;
  serviceName: string | null;
  /** Three at most, on the clock of whoever reads. */
  facts: string[];
  /** True where nothing of it is left. The end of a call is told by its escalation. */
  isOver: boolean;
  /** Where it is worked on. */
  place: { path: string; label: string } | null;
}

/** What to tell somebody about a page; null where its subject is gone. */
export async function readPageStory(tx: Tx, page: PageRow): Promise<PageStory | null> {
  const [people, tell] = await Promise.all([readPeople(tx, [page.person_id]), readTeller(tx, subjectOfPage(page))]);
  const person = people.get(page.person_id);
  const told = tell(person?.timezone ?? "UTC");
  if (!told) return null;
  const { heading, title, serviceName, facts } = told;
  return {
    ...{ heading: page.via === stillOnIt ? `Still on it? ${heading}` : heading, title, serviceName, facts },
    because: becauseOf(page, await readViaName(tx, page.via)),
    phoneLink: phoneLink(linkMakerOf(tx), page.id),
    recipientName: person?.name ?? page.person_id,
  };
}

/** What is known of a subject, on the clock of the zone; null where it is gone. */
export async function readToldSubject(tx: Tx, subject: Subject, timezone: string): Promise<ToldSubject | null> {
  return (await readTeller(tx, subject))(timezone);
}

type Teller = (timezone: string) => ToldSubject | null;

async function readTeller(tx: Tx, subject: Subject): Promise<Teller> {
  if (subject.kind === "group") {
    const group = await readGroupStory(tx, subject.id);
    return (timezone) => group && tellGroup(group, timezone);
  }
  const [stories, purpose] = await Promise.all([storiesOf(tx)(tx, [subject.id]), readPurpose(tx, subject)]);
  const story = stories.get(subject.id);
  return (timezone) => (story ? tellIncident(story, timezone, purpose) : null);
}

function tellGroup(group: GroupStory, timezone: string): ToldSubject {
  const { severity, title } = group;
  return {
    ...{ severity, title },
    heading: severity.charAt(0).toUpperCase() + severity.slice(1),
    serviceName: group.serviceName ?? "Unassigned",
    facts: factsOf(group, timezone),
    isOver: group.status === "resolved",
    place: group.firstAlertId === null ? null : { path: `/alerts/${group.firstAlertId}`, label: "Open the alert" },
  };
}

function tellIncident(story: SubjectStory, timezone: string, purpose: string | null): ToldSubject {
  const { ref, severity, severityName, title, serviceName, since, commanderName } = story;
  const facts = [`Since ${clockTime(since, timezone)}`, commanderName === null ? "Nobody commands yet" : `${commanderName} commands`, purpose];
  return {
    ...{ severity, title, serviceName },
    heading: severityName === null ? ref : `${ref} ${severityName}`,
    facts: facts.filter((fact) => fact !== null),
    isOver: false,
    place: { path: `/incidents/${ref}`, label: "Open the incident" },
  };
}

/** What a call asks of people; one by a policy asks what every page does. */
async function readPurpose(tx: Tx, { call }: CallSubject): Promise<string | null> {
  if (policyOfCall(call) !== null) return null;
  const role = /^role:(.+)$/.exec(call)?.[1];
  if (call.startsWith("expert:")) return "You are asked as an expert";
  if (role === undefined) return "You are asked to join";
  return `You are asked to take ${(await readRoleNames(tx, [role])).get(role) ?? role} over`;
}

/** Three lines at most: since when and how often, what it says of itself, how many more belong to it. */
function factsOf(group: GroupStory, timezone: string): string[] {
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

/** What people call the schedule or team through which somebody is paged. */
export async function readViaName(tx: Tx, via: string): Promise<string> {
  const [kind, id = ""] = via.split("/");
  if (kind === "asked-by" || kind === "expert-asked-by") return id === "" ? "somebody" : ((await readPeople(tx, [id])).get(id)?.name ?? id);
  if (kind !== "schedule" && kind !== "team") return id;
  const row = await tx.first<{ name: string | null }>(`select name from ${kind} where id = $1`, [id]);
  return kind === "schedule" ? scheduleName({ id, name: row?.name ?? null }) : (row?.name ?? id);
}
