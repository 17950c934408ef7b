import type { Client } from "../../fakes/client.ts";
import type { ReceivedMessage } from "../../fakes/mail-server/index.ts";
import { acme, mailTo, minute, thursday, type Stage } from "../../scenarios/stage.ts";
import { patience } from "./patient-client.ts";
import type { Providers } from "./providers.ts";
import type { Theatre } from "./theatre.ts";

export const hour = 60 * minute;
export const day = 24 * hour;

/** A part of the story that stands for itself. What it says is to happen must happen, however often the product dies in it. */
export interface Act {
  name: string;
  /** The organization; the example's where it is left out. Whoever is on call for the web, Amara, is reached by mail alone. */
  configuration?: (providers: Providers) => string;
  /** Who has signed in before it begins, and as what. */
  people?: Readonly<Record<string, string>>;
  play(theatre: Theatre, as: (personId: string) => Client): Promise<void>;
}

/** The example organization, in which Amara, who is on call for the web, is paged by these means at once. */
export function reachedBy(...contacts: string[]): string {
  return acme.replace(/(\n {4}notify:.*\n {6}high:) \[[^\]]*\]/, `$1 [${contacts.map((contact) => `{ contact: ${contact} }`).join(", ")}]`);
}

export const byMail = reachedBy("mail");

/** So long after the story begins. */
export const iso = (milliseconds: number) => new Date(thursday + milliseconds).toISOString();

export const mailed = (stage: Stage, person: string, words: string): Promise<ReceivedMessage> => mailTo(stage, `${person}@acme.example`, words, patience);

/** What the database's clock shows. */
export async function nowOf({ rows }: Theatre): Promise<number> {
  const [row] = await rows<{ now: number }>("select muster_now() as now");
  return row?.now ?? thursday;
}
