import type { Decider } from "../../platform/event-log/event.ts";
import { idFrom } from "../../platform/ids/ids.ts";
import type { PageFact, PageKey } from "./page.events.ts";
import { decidePage, evolvePage, noPage, pageKeyText, type PageCommand, type PageState } from "./page.rules.ts";

/** The rules of a page, as the event log runs them. */
export const pageDecider: Decider<PageState, PageCommand, PageFact> = {
  kind: "page",
  knows: { "page opened": true, "page held back": true, "page handed over": true, "page arrived": true, "page not confirmed": true, "page brought forward": true, "page spared": true, "page attempt failed": true, "page answered": true, "page moved": true, "page withdrawn": true },
  initial: noPage,
  decide: decidePage,
  evolve: evolvePage,
};

/** A page's id is made from its key, so that one key can never become two pages. */
export function pageId(key: PageKey): string {
  return idFrom(pageKeyText(key));
}

export function pageStream(id: string): string {
  return `page/${id}`;
}

export function pageIdOfStream(streamId: string): string {
  return streamId.slice("page/".length);
}
