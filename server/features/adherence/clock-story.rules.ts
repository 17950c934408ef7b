import type { Instant } from "../../values/instant.ts";
import type { Zone } from "../../values/zone.ts";
import { owedInChain } from "../communications/chain.rules.ts";
import { tellingFacts, type Moment } from "../communications/history.rules.ts";
import { debtsToAudiences, type OwedUpdate, type Situation } from "../communications/owed.rules.ts";
import { wordFacts } from "../communications/words.rules.ts";
import type { WrittenProcess } from "../process/process.rules.ts";
import { proofOf, type Proof } from "./finding.rules.ts";
import { personOf, type Entry, type IncidentFact, type Story } from "./story.rules.ts";

/** News that was owed once, and what became of it. */
export interface Debt {
  /** The same for as long as it is the same rule and the same addressee: `audience/executives`, `owed/technical-lead/incident-commander`. */
  key: string;
  kind: "first" | "again" | "closing" | "chain";
  dueAt: Instant;
  everyMilliseconds: number | null;
  /** Who owed it. */
  personId: string;
  /** `dropped`: its rule held no more before it was due. */
  outcome: "kept" | "late" | "dropped" | "open";
  /** When it came; null where it never did, or has not yet. */
  endedAt: Instant | null;
  proof: readonly Proof[];
}

type Owed = Omit<Debt, "outcome" | "endedAt" | "proof">;

const telling: ReadonlySet<IncidentFact["type"]> = new Set([...tellingFacts, "audiences looped in"]);
const moving: ReadonlySet<IncidentFact["type"]> = new Set([...telling, ...wordFacts, "update sent", "role taken", "role released", "handover accepted"]);

/** Everything that was owed in an incident, in the order in which it ended, by the rules that the room's clocks run by; what is owed still comes last. */
export function debtsOf(process: WrittenProcess, story: Story, zone: Zone): Debt[] {
  const moments: Moment[] = [];
  const lastWrote = new Map<string, Instant>();
  const words: { personId: string; at: Instant }[] = [];
  const wordAfter: Situation["wordAfter"] = (personId, at) => words.find((one) => one.personId === personId && one.at > at)?.at ?? null;
  const ended: Debt[] = [];
  let audiences = new Map<string, Owed>();
  let open = new Map<string, Owed>();
  for (const entry of story.entries) {
    if (!moving.has(entry.fact.type)) continue;
    const isWord = wordFacts.has(entry.fact.type);
    const writer = isWord ? personOf(entry.actor) : null;
    if (writer !== null) {
      lastWrote.set(writer, Math.max(lastWrote.get(writer) ?? 0, entry.at));
      words.push({ personId: writer, at: entry.at });
    }
    if (telling.has(entry.fact.type)) moments.push({ at: entry.at, state: entry.after });
    const isInChainOnly = isWord && entry.fact.type !== "update sent";
    if (isInChainOnly && !isAwaitedOf(writer, open, entry)) continue;
    const situation = situationOf(process, entry, { moments, lastWrote, wordAfter, zone });
    if (!isInChainOnly) audiences = owedToAudiences(situation, entry.at);
    const now = new Map([...audiences, ...owedToRoles(situation, entry.at)]);
    ended.push(...endedBy(entry, writer, { open, now }));
    open = now;
  }
  return [...ended, ...[...open.values()].map((owed): Debt => ({ ...owed, outcome: "open", endedAt: null, proof: [] }))];
}

interface Known {
  moments: readonly Moment[];
  lastWrote: ReadonlyMap<string, Instant>;
  wordAfter: Situation["wordAfter"];
  zone: Zone;
}

function situationOf(process: WrittenProcess, { after }: Entry, known: Known): Situation {
  const { moments, lastWrote, wordAfter, zone } = known;
  return {
    process,
    state: after,
    moments,
    lastWrote,
    wordAfter,
    zone,
    told: (state) => (state.loopedIn ?? []).map(({ audienceId }) => audienceId),
    onlyReceiver: (audienceId) => after.loopedIn?.find((one) => one.audienceId === audienceId)?.onlyReceiver ?? null,
  };
}

function owedToAudiences(situation: Situation, at: Instant): Map<string, Owed> {
  return new Map(
    debtsToAudiences(situation, at).map(({ audienceId, dueAt, everyMilliseconds, isFirst, personId }) => {
      const kind = situation.state.status === "resolved" ? "closing" : isFirst ? "first" : "again";
      const key = `audience/${audienceId}`;
      return [key, { key, kind, dueAt, everyMilliseconds, personId }];
    }),
  );
}

/** What each person owes in the chain. */
function owedToRoles(situation: Situation, at: Instant): [string, Owed][] {
  return owedInChain(situation, at).map((owed) => {
    const { dueAt, everyMilliseconds, fromPersonId: personId } = owed;
    const key = chainKey(owed);
    return [`${key} ${personId}`, { key, kind: "chain", dueAt, everyMilliseconds, personId }];
  });
}

function chainKey({ from, toRoles }: OwedUpdate): string {
  return `owed/${from}/${toRoles.join("+")}`;
}

/** Whether words of this person can move a clock of the chain: they owe some, or somebody's passed to them. */
function isAwaitedOf(writer: string | null, open: ReadonlyMap<string, Owed>, { after }: Entry): boolean {
  return [...open.values()].some(({ personId }) => personId === writer) || (after.passed ?? []).some(({ deputyId }) => deputyId === writer);
}

/** Somebody to whom it had passed, since its time was over. */
function isDeputy({ after }: Entry, { personId, dueAt }: Owed, writer: string | null): boolean {
  return (after.passed ?? []).some((one) => one.fromPersonId === personId && one.dueAt === dueAt && one.deputyId === writer);
}

/** What was owed before this entry and is not owed so after it. */
function endedBy(entry: Entry, writer: string | null, { open, now }: Record<"open" | "now", ReadonlyMap<string, Owed>>): Debt[] {
  return [...open].flatMap(([key, owed]) => {
    const after = now.get(key);
    return after?.dueAt === owed.dueAt && after.kind === owed.kind ? [] : [endOf(owed, entry, writer)];
  });
}

/** It came, in time or late; or its rule held no more, which is late where the time had passed. */
function endOf(owed: Owed, entry: Entry, writer: string | null): Debt {
  const isFulfilled = owed.kind === "chain" ? writer === owed.personId || isDeputy(entry, owed, writer) : entry.fact.type === "update sent" && entry.fact.data.audiences.some(({ audienceId }) => `audience/${audienceId}` === owed.key);
  const isLate = entry.at > owed.dueAt;
  const { key, kind, dueAt, everyMilliseconds, personId } = owed;
  return { key, kind, dueAt, everyMilliseconds, personId, outcome: isLate ? "late" : isFulfilled ? "kept" : "dropped", endedAt: isFulfilled ? entry.at : null, proof: isFulfilled ? proofOf(entry) : [] };
}
