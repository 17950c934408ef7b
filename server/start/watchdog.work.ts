import { tellAdministrators } from "../features/access/index.ts";
import { deliverKindOf } from "../features/paging/index.ts";
import type { Tx } from "../platform/database/database.ts";
import { cancel, Postponed, schedule, type ClaimedWork, type DueWork, type Handler, type SendHandler, type SetHandler } from "../platform/due-work/due-work.ts";
import type { Outgoing } from "../platform/outgoing/outgoing.ts";
import type { Instant } from "../values/instant.ts";
import { isRefusal } from "../values/refusal.ts";
import { countStuck, forgetWatchdog, noteAttempt, noteEscalated, noteHeldUp, noteMissed, readSyntheticPage, readWatchdog, type SyntheticPage } from "./watchdog.queries.ts";
import { proofOf } from "./watchdog-proof.ts";

/** What a synthetic page is carried by: the very rows, loops and lanes that carry real ones. */
export const stepKind = "escalation.step";
const lane = deliverKindOf("mail");

interface SyntheticPayload {
  syntheticPageId: string;
}

function syntheticId({ payload }: Pick<ClaimedWork, "payload">): string | null {
  return (payload as Partial<SyntheticPayload>).syntheticPageId ?? null;
}

/** Its first way station: the loop that takes the steps of escalations. */
export function stepOf(syntheticPageId: string, dueAt: Instant): DueWork {
  return { kind: stepKind, key: `watchdog-step/${syntheticPageId}`, dueAt, payload: { syntheticPageId } };
}

/** A moment later, so that it is not handed over in this process but claimed by whichever node sends. */
function deliveryOf(syntheticPageId: string, now: Instant): DueWork {
  return { kind: lane, key: `watchdog-page/${syntheticPageId}`, dueAt: now + 50, payload: { syntheticPageId }, rank: 2 };
}

/** The handlers, of which two carry synthetic pages beside what they do anyway. */
export function carrySyntheticPages(handlers: readonly Handler[], wiring: WatchdogWiring): Handler[] {
  return handlers.map((handler) => {
    if (handler.mode === "set") return handler.kind === stepKind ? carryThroughSteps(handler) : handler;
    return handler.kind === lane ? carryOut(handler, wiring) : handler;
  });
}

export interface WatchdogWiring {
  outgoing: Outgoing;
  /** Null where no watchdog is expected. */
  token: string | null;
}

function carryThroughSteps(handler: SetHandler): SetHandler {
  return {
    ...handler,
    async handle(tx, work) {
      const ids = work.flatMap((item) => syntheticId(item) ?? []);
      await noteEscalated(tx, ids);
      await schedule(tx, ids.map((id) => deliveryOf(id, tx.now)));
      const others = work.filter((item) => syntheticId(item) === null);
      if (others.length > 0) await handler.handle(tx, others);
    },
  };
}

class PreparedSynthetic {
  constructor(readonly page: SyntheticPage) {}
}

interface SentSynthetic {
  error: string | null;
}

function carryOut(handler: SendHandler, wiring: WatchdogWiring): SendHandler {
  return {
    ...handler,
    prepare: (tx, work) => {
      const id = syntheticId(work);
      return id === null ? handler.prepare(tx, work) : prepareSynthetic(tx, id);
    },
    send: async (prepared, signal) => (prepared instanceof PreparedSynthetic ? ({ error: await callBack(prepared.page, wiring, signal) } satisfies SentSynthetic) : handler.send(prepared, signal)),
    keep: (prepared) => (prepared instanceof PreparedSynthetic || !handler.keep ? prepared : handler.keep(prepared)),
    finish: async (tx, work, kept, sent) => {
      if (syntheticId(work) === null) return handler.finish(tx, work, kept, sent);
      const [{ page }, { error }] = [kept as PreparedSynthetic, sent as SentSynthetic];
      await noteAttempt(tx, page.id, error);
      return error === null || isStale(page, tx.now) ? null : tx.now + again;
    },
  };
}

const again = 2_000;
/** A page that comes out later than this proves nothing any more. */
const longestWay = 120_000;

function isStale({ asked_at: askedAt }: SyntheticPage, now: Instant): boolean {
  return now - askedAt > longestWay;
}

/** It does not go before real pages that nobody tries: a lane that stands still is to be noticed, whatever else goes out. */
async function prepareSynthetic(tx: Tx, id: string): Promise<PreparedSynthetic | Postponed | null> {
  const page = await readSyntheticPage(tx, id);
  if (!page || page.out_at !== null || isStale(page, tx.now)) return null;
  const stuck = await countStuck(tx);
  if (stuck === 0) return new PreparedSynthetic(page);
  await noteHeldUp(tx, id, `${stuck === 1 ? "A page or step has" : `${stuck} pages or steps have`} been due for a minute, and nobody tried to do them.`);
  return new Postponed(tx.now + again);
}

async function callBack({ id, callback }: SyntheticPage, { outgoing, token }: WatchdogWiring, signal: AbortSignal): Promise<string | null> {
  if (token === null) return "MUSTER_WATCHDOG_TOKEN is not set any more.";
  const url = `${callback.replace(/\/+$/, "")}/pages/${id}`;
  const answer = await outgoing.request({ method: "POST", url, headers: { authorization: `Bearer ${proofOf(token, id)}` }, signal });
  if (isRefusal(answer)) return answer.reason;
  return answer.status === 204 ? null : `The watchdog answered ${answer.status}.`;
}

const silentKind = "watchdog.silent";

/** So long it may be silent, in its own rhythm: told well before ninety seconds where it asks every twenty. */
const missedRounds = 4;
/** Looked at later than this, Muster itself did nothing for a while and could not have heard it either: it gets one round more. */
const ownAbsence = 2_000;

/** Expects the watchdog to ask again within some of its rounds. */
export async function expectWatchdog(tx: Tx, everyMilliseconds: number, rounds = missedRounds): Promise<void> {
  await schedule(tx, [{ kind: silentKind, key: silentKind, dueAt: tx.now + rounds * everyMilliseconds, payload: {} }]);
}

/** Who watches the pager is watched too. */
export const silentHandler: SetHandler = {
  kind: silentKind,
  mode: "set",
  async handle(tx, [work]) {
    const watchdog = await readWatchdog(tx);
    if (!work || !watchdog) return;
    if (tx.now - work.dueAt > ownAbsence) return expectWatchdog(tx, watchdog.every_milliseconds, 1);
    if (!(await noteMissed(tx, watchdog.seen_at))) return;
    const seconds = Math.round((tx.now - watchdog.seen_at) / 1_000);
    await tellAdministrators(tx, [
      {
        key: `watchdog.silent/${watchdog.seen_at}`,
        code: "watchdog.silent",
        sentence: `The watchdog has asked for nothing for ${seconds} s. Until it runs again, nobody is told should Muster itself stop. Start it where it ran: npx muster watchdog. If it is not wanted any more, start Muster without MUSTER_WATCHDOG_TOKEN.`,
      },
    ]);
  },
};

/** At the start: the time in which no Muster ran is not the watchdog's, and one that is not wanted any more is forgotten. */
export async function beginWatch(tx: Tx, token: string | null): Promise<void> {
  const watchdog = await readWatchdog(tx);
  if (!watchdog) return;
  if (token !== null) return watchdog.missed_since === null ? expectWatchdog(tx, watchdog.every_milliseconds) : undefined;
  await forgetWatchdog(tx);
  await cancel(tx, [silentKind]);
}
