import type { Tx } from "../../platform/database/database.ts";
import { readContent, type Content } from "../../platform/event-log/content.ts";
import { readComponents } from "./organization.queries.ts";
import { draftUpdate, plainestOf, type CanText, type Known } from "./draft.rules.ts";
import { isPublic, type Addressee, type AudienceStyle } from "./recipients.rules.ts";
import { isClosing } from "./sending.rules.ts";
import type { KnownSituation } from "./situation.queries.ts";
import { readLastWords } from "./update.queries.ts";

/** Writes an update for these audiences as far as it can be written from what is known. */
export async function readDraft(tx: Tx, situation: KnownSituation, addressees: readonly Addressee[]): Promise<CanText & { style: AudienceStyle }> {
  const style = plainestOf(addressees.map((addressee) => addressee.style));
  return { style, ...draftUpdate(await readKnown(tx, situation, addressees), style) };
}

async function readKnown(tx: Tx, situation: KnownSituation, addressees: readonly Addressee[]): Promise<Known> {
  const { state, title, organization } = situation;
  const tasks = state.tasks.filter(({ status }) => status === "open");
  const ids = [state.impactDescription, ...state.ground.map(({ text }) => text), ...tasks.map(({ text }) => text)].flatMap((reference) => reference?.contentId ?? []);
  const contents = await readContent(tx, ids);
  const isForOutside = addressees.some(isPublic);
  const ownerName = (id: string | null) => (id === null ? null : (organization.people.get(id)?.name ?? id));
  return {
    title: title ?? "",
    impact: state.impact,
    impactDescription: textOf(contents, state.impactDescription?.contentId),
    ground: state.ground.flatMap(({ text, ownerId, ...item }) => withText(contents, text.contentId, { ...item, ownerName: ownerName(ownerId) })),
    tasks: tasks.flatMap(({ text, ownerId }) => withText(contents, text.contentId, { ownerName: ownerName(ownerId) })),
    components: await readComponents(tx, statusPagesOf(situation, addressees), state.serviceIds),
    internalNames: isForOutside ? internalNamesOf(situation) : [],
    last: await readLastWords(tx, situation.incidentId, addressees.map(({ id }) => id), !isForOutside),
    isClosing: isClosing(state),
  };
}

function textOf(contents: ReadonlyMap<string, Content>, id: string | undefined): string | null {
  return (id === undefined ? null : contents.get(id)?.text) ?? null;
}

/** What was taken out is left out. */
function withText<Item extends object>(contents: ReadonlyMap<string, Content>, id: string, item: Item): (Item & { text: string })[] {
  const text = textOf(contents, id);
  return text === null ? [] : [{ ...item, text }];
}

function statusPagesOf({ organization }: KnownSituation, addressees: readonly Addressee[]): string[] {
  return addressees.filter(isPublic).flatMap(({ id }) => organization.audiences.get(id)?.statusPageId ?? []);
}

/** Whole names and first names, and what teams and services are called. */
function internalNamesOf({ organization: { people, names } }: KnownSituation): string[] {
  const ofPeople = [...people.values()].flatMap(({ name }) => [name, name.split(/\s+/)[0] ?? ""]);
  const serviceIds = [...names.keys()].filter((key) => key.startsWith("service/")).map((key) => key.slice("service/".length));
  return [...ofPeople, ...names.values(), ...serviceIds];
}
