import type { Instant } from "../../values/instant.ts";

/** What a response team is looked after for (004 §9.3.12). */
export const wellBeingAspects = ["social", "etiquette", "emotional", "equality", "source of truth", "blame handling"] as const;
export type WellBeingAspect = (typeof wellBeingAspects)[number];

/** Something to look after: what was seen, and what helps. Nobody is counted against anybody. */
export interface Prompt {
  /** The same while the fact is the same. */
  key: string;
  aspect: WellBeingAspect;
  /** Whom it is about; null: the room. */
  personId: string | null;
  /** The fact that caused it, people as `@{id}`. */
  fact: string;
  helps: string;
}

/** What is known of somebody in the incident. */
export interface Member {
  personId: string;
  since: Instant;
  isNight: boolean;
  /** On their own clock. */
  localTime: string;
  /** Hours in other incidents within the day before they came in. */
  hoursBefore: number;
  isFirst: boolean;
  /** Who of the others worked in an incident with them before. */
  knows: readonly string[];
}

export interface WellBeingFacts {
  now: Instant;
  declaredAt: Instant;
  members: readonly Member[];
  /** Who wrote each of the last notes, the newest first. */
  writers: readonly string[];
  /** Conditions disputed since. */
  disputes: readonly { text: string; since: Instant }[];
  conditions: number;
  /** Questions to the commander that nobody settled. */
  questions: readonly { byPersonId: string; askedAt: Instant }[];
  /** A change to production outside the roles that may, the last of them. */
  outsideRole: { byPersonId: string | null; at: Instant } | null;
}

const minute = 60_000;
const hour = 60 * minute;
const longOn = 6 * hour;
const manyHours = 2;
const lookedAt = 12;
const mostOfOne = 0.75;
const longAgo = 15 * minute;
const noGround = 20 * minute;

/** What asks for care now; nothing where no fact does. */
export function promptsOf(facts: WellBeingFacts): Prompt[] {
  return [...facts.members.flatMap((member) => ofMember(member, facts.now)), ...(hasHistory(facts) ? social(facts) : []), ...ofRoom(facts)];
}

/** What of it somebody sees: the commander all, others in the incident what is about the room or themselves, whoever is outside nothing. */
export function promptsFor(facts: WellBeingFacts, { personId, isCommander }: { personId: string | null; isCommander: boolean }): Prompt[] {
  if (!facts.members.some((member) => member.personId === personId)) return [];
  return promptsOf(facts).filter((prompt) => isCommander || prompt.personId === null || prompt.personId === personId);
}

/** Where Muster knows of no earlier incident of anybody here, it knows neither who is new nor who met before. */
function hasHistory({ members }: WellBeingFacts): boolean {
  return members.some(({ isFirst }) => !isFirst);
}

function ofMember({ personId, since, isNight, localTime, hoursBefore }: Member, now: Instant): Prompt[] {
  const hours = Math.floor((now - since) / hour);
  const about = (key: string, aspect: WellBeingAspect, fact: string, helps: string): Prompt => ({ key: `${key}/${personId}`, aspect, personId, fact, helps });
  return [
    ...(now - since >= longOn ? [about("long", "emotional", `@{${personId}} is on it for ${hours} hours.`, "Would somebody relieve them, or is there time for a meal?")] : []),
    ...(isNight ? [about("night", "emotional", `It is ${localTime} where @{${personId}} is.`, "Who could take this over where it is day?")] : []),
    ...(hoursBefore >= manyHours ? [about("before", "emotional", `@{${personId}} was in another incident for ${Math.round(hoursBefore)} hours within the day before.`, "Let somebody else carry what can be carried.")] : []),
  ];
}

/** Who is new is not left alone, and people who meet for the first time say what they are about. */
function social({ members }: WellBeingFacts): Prompt[] {
  const news = members.filter(({ isFirst }) => isFirst).map(({ personId }): Prompt => ({ key: `first/${personId}`, aspect: "social", personId, fact: `It is the first incident of @{${personId}}.`, helps: "Say who does what, and let them work beside somebody." }));
  const strangers = members.flatMap((one, index) => members.slice(index + 1).filter(({ personId, knows }) => !knows.includes(one.personId) && !one.knows.includes(personId)).map((other) => [one.personId, other.personId] as const));
  const [pair] = strangers;
  if (pair === undefined) return news;
  const more = strangers.length > 1 ? " Others here have not either." : "";
  return [...news, { key: `strangers/${pair[0]}/${pair[1]}`, aspect: "social", personId: null, fact: `@{${pair[0]}} and @{${pair[1]}} never worked in an incident together.${more}`, helps: "A sentence each helps: who am I, what am I looking at." }];
}

function ofRoom(facts: WellBeingFacts): Prompt[] {
  return [equality(facts), etiquette(facts), truth(facts), blame(facts)].filter((prompt) => prompt !== null);
}

function equality({ writers, members }: WellBeingFacts): Prompt | null {
  const last = writers.slice(0, lookedAt);
  const [most, count] = [...new Set(last)].map((id) => [id, last.filter((one) => one === id).length] as const).sort((one, other) => other[1] - one[1])[0] ?? ["", 0];
  if (last.length < lookedAt || members.length < 3 || count / lookedAt < mostOfOne) return null;
  return { key: `writing/${most}`, aspect: "equality", personId: null, fact: `Of the last ${lookedAt} notes, ${count} are of one person.`, helps: "Ask the others by name what they see." };
}

function etiquette({ questions, now }: WellBeingFacts): Prompt | null {
  const oldest = [...questions].sort((one, other) => one.askedAt - other.askedAt)[0];
  if (oldest === undefined || now - oldest.askedAt < longAgo) return null;
  return { key: `question/${oldest.askedAt}`, aspect: "etiquette", personId: null, fact: `A question of @{${oldest.byPersonId}} is open for ${Math.floor((now - oldest.askedAt) / minute)} minutes.`, helps: "Answer it, or say that it waits." };
}

function truth({ disputes, conditions, members, declaredAt, now }: WellBeingFacts): Prompt | null {
  const dispute = disputes.find(({ since }) => now - since >= longAgo);
  if (dispute) return { key: `dispute/${dispute.since}`, aspect: "source of truth", personId: null, fact: `“${dispute.text}” is disputed for ${Math.floor((now - dispute.since) / minute)} minutes.`, helps: "Look at the same evidence together, and mark it." };
  if (conditions > 0 || members.length < 3 || now - declaredAt < noGround) return null;
  return { key: "ground", aspect: "source of truth", personId: null, fact: `${members.length} people work on it, and nothing stands among the conditions yet.`, helps: "Write down what all take to be so." };
}

function blame({ outsideRole, now }: WellBeingFacts): Prompt | null {
  if (outsideRole === null || now - outsideRole.at > hour) return null;
  return { key: `change/${outsideRole.at}`, aspect: "blame handling", personId: null, fact: "Production was changed outside the roles that may.", helps: "Ask what made it look right, and thank for saying so. Why it could happen is for the retrospective." };
}
