import type { Tx } from "../../platform/database/database.ts";
import { prepareContent } from "../../platform/event-log/content.ts";
import { newId } from "../../platform/ids/ids.ts";
import type { Actor } from "../../values/actor.ts";
import type { Instant } from "../../values/instant.ts";
import type { Caller } from "../../values/permission.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { readProcess } from "../process/index.ts";
import { readBrief } from "./brief.queries.ts";
import { countWords, handoverParts, mostBriefWords } from "./brief.rules.ts";
import { changeIncident } from "./incident.commands.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import { passesAt } from "./relief.rules.ts";

export interface Offer {
  incidentId: string;
  state: IncidentState;
  role: string;
  fromPersonId: string;
  toPersonId: string;
  /** Null: made from what is known. */
  brief: string | null;
  caller: Caller;
  actor: Actor;
  /** Where it was agreed for a time ahead. */
  planned?: { planId: string; passesAt: Instant };
}

/** Offers a role with a brief of at most 200 words; by the process both go on side by side until it passes. */
export async function offerHandover(tx: Tx, { incidentId, state, role, fromPersonId, toPersonId, brief, caller, actor, planned }: Offer): Promise<IncidentState | Refusal> {
  const words = countWords(brief ?? "");
  if (words > mostBriefWords) return tooLong(words);
  const text = prepareContent(brief ?? briefText((await readBrief(tx, caller, { incidentId, state, parts: handoverParts })).fields));
  const { process } = await readProcess(tx, state.processVersion);
  const command = { kind: "offer handover", handoverId: newId(), role, fromPersonId, toPersonId, brief: text.reference, passesAt: planned?.passesAt ?? passesAt(process, tx.now), planId: planned?.planId } as const;
  return changeIncident(tx, { incidentId, actor, texts: [text], command });
}

function briefText(fields: readonly { title: string; text: string }[]): string {
  return fields.map(({ title, text }) => `${title}: ${text}`).join("\n");
}

function tooLong(words: number): Refusal {
  const message = `This brief has ${words} words. Cut it to ${mostBriefWords}: it is read in a minute.`;
  return refuse("incident.brief.invalid", message, { errors: [{ path: "brief", message }] });
}
