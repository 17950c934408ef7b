import type { ContentReference } from "../../values/content-reference.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import type { GroundSource, IncidentFact } from "./incident.events.ts";
import type { GroundKind, GroundMark, GroundStance } from "./incident-words.rules.ts";
import type { GroundItem, IncidentState } from "./incident.state.rules.ts";
import { hasEntry, noSuchEntry, whyNotRecord } from "./standing.rules.ts";

export type GroundCommand =
  | { kind: "add ground"; itemId: string; groundKind: GroundKind; text: ContentReference; ownerId: string | null; source?: GroundSource }
  /** `version` is that of the item as whoever changes it saw it. */
  | { kind: "mark ground"; itemId: string; mark: GroundMark; byPersonId: string | null; reason: ContentReference | null; version?: number | undefined }
  | { kind: "correct ground"; itemId: string; text: ContentReference; byPersonId: string | null; version?: number | undefined }
  | { kind: "link ground"; itemId: string; entry: number; stance: GroundStance | null };

function add({ itemId, groundKind, text, ownerId, source }: Extract<GroundCommand, { kind: "add ground" }>): IncidentFact[] {
  return [{ type: "ground added", data: { itemId, kind: groundKind, text, ownerId, ...(source && { source }) } }];
}

const noSuchItem = refuse("incident.item.not-found", "There is no such item on the common ground of this incident.");

/** Decides what all know in common. A change that was made without having seen the last one is refused, naming that one: nobody's words are lost. */
export function decideGround(command: GroundCommand, state: IncidentState): IncidentFact[] | Refusal {
  const refused = whyNotRecord(state);
  if (refused) return refused;
  const item = state.ground.find(({ itemId }) => itemId === command.itemId);
  if (command.kind === "add ground") return item ? [] : add(command);
  if (!item) return noSuchItem;
  switch (command.kind) {
    case "mark ground":
      return mark(command, item);
    case "correct ground":
      return correct(command, item);
    case "link ground":
      return link(command, item, state);
  }
}

function mark({ itemId, mark: chosen, byPersonId, reason, version }: Extract<GroundCommand, { kind: "mark ground" }>, item: GroundItem): IncidentFact[] | Refusal {
  const stale = whyStale(item, version);
  if (stale) return stale;
  if (chosen === "ruled-out" && item.kind !== "hypothesis") return refuse("incident.item-not-hypothesis", "Only a hypothesis is ruled out. Mark this one disputed or done.");
  if (chosen === "disputed" && reason === null) return needsReason;
  return item.mark === chosen && reason === null ? [] : [{ type: "ground marked", data: { itemId, mark: chosen, byPersonId, reason } }];
}

const whyDisputed = "Say why it is disputed, so that the others can look at the same thing.";
const needsReason = refuse("incident.reason.invalid", whyDisputed, { errors: [{ path: "reason", message: whyDisputed }] });

function correct({ itemId, text, byPersonId, version }: Extract<GroundCommand, { kind: "correct ground" }>, item: GroundItem): IncidentFact[] | Refusal {
  return whyStale(item, version) ?? [{ type: "ground corrected", data: { itemId, text, byPersonId } }];
}

const doneWords: Readonly<Record<GroundMark | "corrected", string>> = {
  corrected: "put it in other words",
  open: "opened it again",
  agreed: "marked it agreed",
  disputed: "disputed it",
  "ruled-out": "ruled it out",
  done: "marked it done",
};

/** Null where the item stands as it was seen; else what was done to it meanwhile, and by whom. */
function whyStale({ version = 1, changed, mark: now }: GroundItem, seen: number | undefined): Refusal | null {
  if (seen === undefined || seen === version || changed === undefined) return null;
  const { what, byPersonId } = changed;
  const who = byPersonId === null ? "A script" : "@{changedBy}";
  return refuse("incident.item-changed", `${who} ${doneWords[what]} meanwhile. Look at it as it stands now; what you wrote is kept in its field.`, { changedBy: byPersonId, changed: what, mark: now, version });
}

function link({ itemId, entry, stance }: Extract<GroundCommand, { kind: "link ground" }>, { links = [] }: GroundItem, state: IncidentState): IncidentFact[] | Refusal {
  if (!hasEntry(state, entry)) return noSuchEntry;
  const before = links.find((one) => one.entry === entry)?.stance ?? null;
  return before === stance ? [] : [{ type: "ground linked", data: { itemId, entry, stance } }];
}
