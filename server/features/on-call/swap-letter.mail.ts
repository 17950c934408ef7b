import type { Tx } from "../../platform/database/database.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import type { Instant } from "../../values/instant.ts";
import type { Letter } from "../../values/letter.ts";
import { readPeople, type Person } from "../directory/index.ts";
import { scheduleName } from "./schedule-wording.rules.ts";
import { readSchedules } from "./schedule.queries.ts";
import { readSwap, type StoredSwap } from "./swap.queries.ts";
import type { Turnpart } from "./swap-judge.rules.ts";
import { spanText } from "./swap-wording.rules.ts";

const link = { path: "/on-call", words: "Open your swaps" };

interface Told {
  swap: StoredSwap;
  reader: Person;
  nameOf: (id: string) => string;
  turnText: (turn: Turnpart) => string;
}

/** Asks somebody whether they take a turn; nothing where it is settled already, or they have answered. */
export async function writeSwapAskLetter(tx: Tx, payload: object): Promise<Letter | null> {
  const told = await readTold(tx, payload);
  if (!told || told.swap.status !== "open") return null;
  const { swap, reader, nameOf, turnText } = told;
  if (!swap.asks.some(({ personId, status }) => personId === reader.id && status === "asked")) return null;
  const giver = nameOf(swap.giverId);
  const back = swap.back === null ? [] : [`${giver} takes for it: ${turnText(swap.back)}.`];
  return {
    personId: reader.id,
    subject: `Would you take a turn of ${giver}?`,
    paragraphs: [`${giver} asks whether you take ${turnText(swap.turn)}.`, ...back, ...(swap.note === null ? [] : [`“${swap.note}”`]), "Nothing changes unless you say yes. No is a fine answer too."],
    link,
    messageKey: `swap.${swap.id}.asked.${reader.id}`,
    threadKey: `swap.${swap.id}`,
  };
}

/** Tells one of both sides what became of a swap, or what was proposed in return. */
export async function writeSwapNewsLetter(tx: Tx, payload: object): Promise<Letter | null> {
  const told = await readTold(tx, payload);
  const news = told && newsOf(told);
  if (!told || !news) return null;
  const { swap, reader } = told;
  const { at } = payload as { at: Instant };
  return { personId: reader.id, ...news, link, messageKey: `swap.${swap.id}.news.${at}.${reader.id}`, threadKey: `swap.${swap.id}` };
}

function newsOf({ swap, nameOf, turnText, reader }: Told): Pick<Letter, "subject" | "paragraphs"> | null {
  const turn = turnText(swap.turn);
  const taken = swap.asks.find(({ status }) => status === "accepted");
  const back = taken?.back ?? swap.back;
  switch (swap.status) {
    case "accepted": {
      const taker = swap.takerId === reader.id ? "You have" : `${nameOf(swap.takerId ?? "")} has`;
      const more = back === null ? [] : [`${swap.giverId === reader.id ? "You take" : `${nameOf(swap.giverId)} takes`} for it ${turnText(back)}.`];
      return { subject: "A turn has changed hands", paragraphs: [`${taker} ${turn} from now on.`, ...more] };
    }
    case "declined":
      return { subject: "Nobody could take your turn", paragraphs: [`Everybody who was asked said no, so you keep ${turn}.`, "You can ask others, or your manager."] };
    case "expired":
      return { subject: "Your turn was not taken", paragraphs: [`Nobody had said yes in time, so you keep ${turn}.`] };
    case "open": {
      const proposals = swap.asks.flatMap(({ personId, back: wanted }) => (wanted === null ? [] : [`${nameOf(personId)} takes ${turn} if you take ${turnText(wanted)}.`]));
      return proposals.length === 0 ? null : { subject: "Somebody proposes a swap", paragraphs: [...proposals, "Nothing changes unless you say yes."] };
    }
    case "withdrawn":
      return null;
  }
}

async function readTold(tx: Tx, payload: object): Promise<Told | null> {
  const { swapId, personId } = payload as { swapId: string; personId: string };
  const swap = await readSwap(tx, swapId);
  if (!swap) return null;
  const people = await readPeople(tx, [personId, swap.giverId, ...(swap.takerId === null ? [] : [swap.takerId]), ...swap.asks.map((ask) => ask.personId)]);
  const reader = people.get(personId);
  const turns = [swap.turn, swap.back, ...swap.asks.map(({ back }) => back)].filter((turn) => turn !== null);
  const schedules = await readSchedules(tx, turns.map(({ scheduleId }) => scheduleId), tx.now, tx.now);
  if (!reader) return null;
  const turnText = ({ scheduleId, from, to }: Turnpart) => {
    const schedule = schedules.find(({ id }) => id === scheduleId) ?? { id: scheduleId, name: null };
    return `${scheduleName(schedule)} ${spanText(zoneNamed(reader.timezone), from, to)}`;
  };
  return { swap, reader, nameOf: (id) => people.get(id)?.name ?? id, turnText };
}
