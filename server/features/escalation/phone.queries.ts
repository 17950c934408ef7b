import type { Tx } from "../../platform/database/database.ts";
import type { Subject } from "../../values/subject.ts";
import { readEndingHand } from "../alert-intake/index.ts";
import { readPeople, type Person } from "../directory/index.ts";
import { clockTime, linkMakerOf, phoneLink, readPages, readPagesOfMessage, readPagesOfSubject, readToldSubject, stillOnIt, subjectOfPage, type PageRow, type ToldSubject } from "../paging/index.ts";
import { foreseeDecline, foreseeNext, readPresent } from "./escalation.commands.ts";
import { readEscalation, type EscalationRow } from "./escalation.queries.ts";
import { nameTogether, span, type BundleView, type Ending, type PhoneState, type PhoneView } from "./phone-page.rules.ts";

interface Known {
  page: PageRow;
  subject: Subject;
  escalation: EscalationRow | null;
  told: ToldSubject;
  timezone: string;
  people: ReadonlyMap<string, Person>;
}

/** Everything the phone page of one page shows; null where there is no such page. */
export async function readPhoneView(tx: Tx, pageId: string): Promise<PhoneView | null> {
  const page = (await readPages(tx, [pageId])).get(pageId);
  if (!page) return null;
  const subject = await readPresent(tx, subjectOfPage(page));
  const timezone = (await readPeople(tx, [page.person_id])).get(page.person_id)?.timezone ?? "UTC";
  const told = await readToldSubject(tx, subject, timezone);
  if (!told) return null;
  const pages = await readPagesOfSubject(tx, subject);
  const escalation = await readEscalation(tx, subject);
  const next = [...(await foreseeDecline(tx, subject, page.person_id)), ...(await foreseeNext(tx, subject))];
  const people = await readPeople(tx, [...pages.map((one) => one.person_id), ...next, escalation?.acknowledged_by ?? ""]);
  const state = await stateOf(tx, { page, subject, escalation, told, timezone, people }, pages);
  const { severity, title, serviceName, facts } = told;
  const heading = page.via === stillOnIt ? `Still on it? ${told.heading}` : told.heading;
  return {
    ...{ severity, heading, title, serviceName, facts },
    when: page.answered_at === null ? `paged you ${span(tx.now - (page.handed_over_at ?? page.opened_at))} ago` : `answered ${clockTime(page.answered_at, timezone)}`,
    state,
  };
}

/** What the pages of one message are about and how each stands; null where there is no such message. */
export async function readBundleView(tx: Tx, carrierId: string): Promise<BundleView | null> {
  const pages = await readPagesOfMessage(tx, carrierId);
  const views = [];
  for (const page of pages) {
    const view = await readPhoneView(tx, page.id);
    if (view) views.push({ ...view, link: phoneLink(linkMakerOf(tx), page.id) });
  }
  return views.length === 0 ? null : { pages: views };
}

async function stateOf(tx: Tx, known: Known, pages: readonly PageRow[]): Promise<PhoneState> {
  const { page, escalation, told, timezone } = known;
  if (told.isOver || escalation?.status === "ended") return { kind: "ended", how: await endingOf(tx, known) };
  if (isQuestion(known)) return { kind: "open", declineTo: await namesAfterDecline(tx, known), ifSilent: await silenceOfHolder(tx, known) };
  if (escalation?.havers.includes(page.person_id)) return haveState(tx, known);
  if (escalation?.status === "acknowledged") {
    const at = escalation.acknowledged_at;
    return { kind: "taken", by: nameOf(known, escalation.acknowledged_by), at: at === null ? null : clockTime(at, timezone) };
  }
  if (page.answer === "cannot") return passedOnState(tx, known, pages);
  return { kind: "open", declineTo: await namesAfterDecline(tx, known), ifSilent: await silence(tx, known) };
}

/** True where the page asks whether somebody still has it, and waits for the answer. */
function isQuestion({ page, escalation }: Known): boolean {
  return page.via === stillOnIt && page.answer === null && (escalation?.asked.includes(page.person_id) ?? false);
}

/** A group may have been ended by hand; of a call only that its groups ended is known. */
async function endingOf(tx: Tx, { page, subject }: Known): Promise<Ending> {
  if (subject.kind === "incident") return { kind: page.close_reason === "group.resolved" ? "by-itself" : "not-needed" };
  const hand = await readEndingHand(tx, subject.id);
  if (hand === null) return { kind: "by-itself" };
  const by = hand.personId === null ? undefined : (await readPeople(tx, [hand.personId])).get(hand.personId);
  return { kind: "by-hand", by: by?.name ?? null };
}

function nameOf({ people }: Known, personId: string | null): string | null {
  return personId === null ? null : (people.get(personId)?.name ?? personId);
}

async function namesAfterDecline(tx: Tx, known: Known): Promise<string[]> {
  return (await foreseeDecline(tx, known.subject, known.page.person_id)).map((id) => nameOf(known, id) ?? id);
}

async function haveState(tx: Tx, known: Known): Promise<PhoneState> {
  const { page, escalation, timezone } = known;
  const answeredAt = page.answered_at ?? escalation?.acknowledged_at ?? tx.now;
  return {
    kind: "have",
    answeredAt: clockTime(answeredAt, timezone),
    after: span(answeredAt - (page.handed_over_at ?? page.opened_at)),
    stillNeeded: escalation?.status === "acknowledged" ? 0 : Math.max(0, (escalation?.needed ?? 1) - (escalation?.havers.length ?? 1)),
    declineTo: await namesAfterDecline(tx, known),
    place: known.told.place,
  };
}

/** Whoever was turned to at the moment of the "I can't"; where others of the same step may still answer, those. */
async function passedOnState(tx: Tx, known: Known, pages: readonly PageRow[]): Promise<PhoneState> {
  const { page, timezone } = known;
  const isLater = (other: PageRow) => other.pass > page.pass || (other.pass === page.pass && other.step > page.step);
  const to = [...new Set(pages.filter((other) => isLater(other) && other.status !== "held-back").map((other) => other.person_id))];
  const names = to.map((id) => nameOf(known, id) ?? id);
  if (names.length > 0) return { kind: "passed-on", to: names, at: clockTime(page.answered_at ?? tx.now, timezone), ifSilent: await silence(tx, known) };
  const others = pages.filter((other) => other.pass === page.pass && other.step === page.step && other.person_id !== page.person_id && other.answer !== "cannot");
  return { kind: "declined-waiting", others: [...new Set(others.map((other) => nameOf(known, other.person_id) ?? other.person_id))] };
}

/** What happens if whoever was asked whether they still have it does not answer, and when. */
async function silenceOfHolder(tx: Tx, known: Known): Promise<string | null> {
  const { escalation, page, subject } = known;
  if (!escalation || escalation.asked_until === null) return null;
  const next = await foreseeDecline(tx, subject, page.person_id);
  return next.length > 0 ? `Without an answer ${pagedNext(known, next)} in ${span(escalation.asked_until - tx.now)}` : null;
}

/** What happens if nobody answers, and when. */
async function silence(tx: Tx, known: Known): Promise<string | null> {
  const { escalation, subject } = known;
  if (escalation?.status !== "running" || escalation.next_at === null) return null;
  const next = await foreseeNext(tx, subject);
  return next.length > 0 ? `If nobody answers, ${pagedNext(known, next)} in ${span(escalation.next_at - tx.now)}` : null;
}

/** "Chidi Novak is paged", "you are paged again": whom a search turns to next, to whoever reads it. */
function pagedNext(known: Known, ids: readonly string[]): string {
  const reader = known.page.person_id;
  if (ids.length === 1 && ids[0] === reader) return "you are paged again";
  const names = ids.map((id) => (id === reader ? "you" : (nameOf(known, id) ?? id)));
  return `${nameTogether(names)} ${ids.length > 1 ? "are" : "is"} paged`;
}
