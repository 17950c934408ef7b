import type { Tx } from "../../platform/database/database.ts";
import { patternOf } from "../../platform/conditions/condition-language.ts";
import { newId } from "../../platform/ids/ids.ts";
import { isKnownZone } from "../../platform/zones/zones.ts";
import { muster, personOf } from "../../values/actor.ts";
import { toIso, type Instant } from "../../values/instant.ts";
import type { Caller } from "../../values/permission.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { recordAudit } from "../access/index.ts";
import { readPeople } from "../directory/index.ts";
import { matchesPattern, zoneOf } from "./hold.intake.ts";
import { turnSilence } from "./hold.work.ts";
import type { SilenceWish } from "./silence.contract.ts";
import { insertSilence, readSilence, silenceOf, updateSilence, type SilenceRow } from "./silence.queries.ts";
import { isCovered, spanFrom, type Matcher, type Silence } from "./silence.rules.ts";

export const noSuchSilence = refuse("silence.not-found", "There is no such silence.");
const longest = 366 * 86_400_000;

const wrong = (path: string, message: string) => refuse("silence.invalid", message, { errors: [{ path, message }] });

/** Why nothing may be matched so: a pattern that cannot be read, or one that takes every alert there is. */
export function whyNotMatch(matchers: readonly Matcher[]): Refusal | null {
  for (const [place, { isRegex, value }] of matchers.entries()) {
    const fault = isRegex ? faultOf(value) : null;
    if (fault !== null) return wrong(`matchers.${place}.value`, `“${value}” is no pattern: ${fault}.`);
  }
  return isCovered(matchers, {}, matchesPattern) ? wrong("matchers", "These match every alert. Name at least one thing that an alert must have.") : null;
}

function faultOf(pattern: string): string | null {
  try {
    patternOf(`^(?:${pattern})$`);
    return null;
  } catch (error) {
    // The pattern as it was wrapped says nothing to its writer.
    return (error as Error).message.replace("error parsing regexp: ", "").replace(/:? `.*`$/s, "");
  }
}

/** Begins a silence, or plans one; what fires and is covered is held back from its beginning on. */
export async function makeSilence(tx: Tx, caller: Caller, wish: SilenceWish): Promise<SilenceRow | Refusal> {
  const actor = caller.actor ?? muster;
  const ownerId = wish.ownerId ?? personOf(actor);
  const silence = silenceFrom(newId(), wish, ownerId, tx.now);
  const refused = whyNot(silence, tx.now) ?? (await whyNoOwner(tx, ownerId));
  if (refused) return refused;
  await insertSilence(tx, silence, actor);
  await recordAudit(tx, { actor, section: "silences", id: silence.id, action: "created", paths: [], details: { after: { ...wish } } });
  return settleSilence(tx, silence.id);
}

/** Changes a silence that is not over. */
export async function changeSilence(tx: Tx, caller: Caller, id: string, wish: SilenceWish): Promise<SilenceRow | Refusal> {
  const row = await readSilence(tx, id, { isLocked: true });
  if (!row) return noSuchSilence;
  const before = silenceOf(row);
  const refused = whyOver(before, tx.now);
  if (refused) return refused;
  const silence = { ...silenceFrom(id, wish, row.owner_id, tx.now), startsAt: wish.startsAt === undefined ? before.startsAt : Date.parse(wish.startsAt) };
  const wrongWish = whyNot(silence, tx.now);
  if (wrongWish) return wrongWish;
  await updateSilence(tx, silence);
  await recordAudit(tx, { actor: caller.actor ?? muster, section: "silences", id, action: "changed", paths: [], details: { before: { matchers: row.matchers, endsAt: toIso(row.ends_at), reason: row.reason }, after: { ...wish } } });
  return settleSilence(tx, id);
}

/** Ends a silence now: what still fires pages. */
export async function endSilence(tx: Tx, caller: Caller, id: string): Promise<SilenceRow | Refusal> {
  const row = await readSilence(tx, id, { isLocked: true });
  if (!row) return noSuchSilence;
  const silence = silenceOf(row);
  const refused = whyOver(silence, tx.now);
  if (refused) return refused;
  await updateSilence(tx, { ...silence, endedAt: tx.now });
  await recordAudit(tx, { actor: caller.actor ?? muster, section: "silences", id, action: "ended", paths: [] });
  return settleSilence(tx, id);
}

async function settleSilence(tx: Tx, id: string): Promise<SilenceRow | Refusal> {
  await turnSilence(tx, id);
  return (await readSilence(tx, id)) ?? noSuchSilence;
}

function silenceFrom(id: string, wish: SilenceWish, ownerId: string | null, now: Instant): Silence {
  const { kind, matchers, reason, startsAt, endsAt, recurrence = null } = wish;
  return { id, kind, matchers, reason, ownerId, startsAt: startsAt === undefined ? now : Date.parse(startsAt), endsAt: Date.parse(endsAt), recurrence, endedAt: null };
}

function whyOver({ endsAt, endedAt }: Silence, now: Instant): Refusal | null {
  return endedAt !== null || endsAt <= now ? refuse("silence.over", "This silence is over. Make a new one.") : null;
}

function whyNot(silence: Silence, now: Instant): Refusal | null {
  const { startsAt, endsAt, recurrence, matchers } = silence;
  if (endsAt <= now) return wrong("endsAt", "The end is in the past.");
  if (endsAt <= startsAt) return wrong("endsAt", "The end is not after the beginning.");
  if (endsAt - Math.max(startsAt, now) > longest) return wrong("endsAt", "A silence lasts a year at most. Who knows what it hides after that?");
  if (recurrence !== null && !isKnownZone(recurrence.timezone)) return wrong("recurrence.timezone", `There is no time zone “${recurrence.timezone}”.`);
  if (spanFrom(silence, Math.max(startsAt, now), zoneOf(silence)) === null) return wrong("recurrence", "It never holds between its beginning and its end.");
  return whyNotMatch(matchers);
}

async function whyNoOwner(tx: Tx, ownerId: string | null): Promise<Refusal | null> {
  if (ownerId === null || (await readPeople(tx, [ownerId])).has(ownerId)) return null;
  return wrong("ownerId", `There is no person “${ownerId}”.`);
}
