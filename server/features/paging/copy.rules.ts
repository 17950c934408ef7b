import type { Letter } from "../../values/letter.ts";
import type { Subject } from "../../values/subject.ts";
import { lineOf } from "./bundle-message.rules.ts";
import type { Channel } from "./page.events.ts";
import type { PageStory } from "./page-message.rules.ts";

/** What goes to somebody who stands beside a turn to learn, when whoever holds it is paged. */
export interface Copy {
  subject: Subject;
  pass: number;
  step: number;
  /** Who learns. */
  personId: string;
  /** Who is paged. */
  besideId: string;
  scheduleId: string;
  urgency: "high" | "low";
}

/** A page through a schedule. */
export type ScheduledPage = Omit<Copy, "besideId">;

/** Texts and calls cost, and programs may act: those are kept for pages. */
const channels: ReadonlySet<Channel> = new Set(["mail", "ntfy", "push"]);

/** The channels by which a copy may go, of those that can be used. */
export function channelsOfCopies(usable: readonly Channel[]): Channel[] {
  return usable.filter((channel) => channels.has(channel));
}

/** The copies that go along with pages: to whoever stands beside the schedule, or beside the very person who is paged. */
export function copiesOf(pages: readonly ScheduledPage[], shadows: readonly { scheduleId: string; personId: string; besideId: string | null }[]): Copy[] {
  return pages.flatMap((page) => {
    const beside = shadows.filter(({ scheduleId, besideId }) => scheduleId === page.scheduleId && (besideId === null || besideId === page.personId));
    return beside.map(({ personId }) => ({ ...page, personId, besideId: page.personId }));
  });
}

/** What a copy tells, by name. */
export interface CopyStory extends Pick<PageStory, "heading" | "title" | "serviceName" | "facts"> {
  place: Letter["link"] | null;
  besideName: string;
  scheduleName: string;
}

/** Writes one message for some copies, of which only the first may be told in words: what they are about, and that they ask for nothing. */
export function writeCopies(stories: readonly [CopyStory, ...CopyStory[]], copies: number): Pick<Letter, "subject" | "paragraphs" | "link" | "because"> {
  const [first] = stories;
  const nothing = "Nobody waits for an answer from you, and whoever is paged sees to it.";
  if (copies === 1) {
    return {
      subject: `Copy: ${lineOf(first)}`,
      paragraphs: [lineOf(first), ...first.facts.map((fact) => `- ${fact}`)],
      link: first.place ?? everything,
      because: `This is a copy: ${first.besideName} is paged for it, being on call for ${first.scheduleName}, and you stand beside that turn to learn. ${nothing}`,
    };
  }
  const more = copies > stories.length ? [`and ${copies - stories.length} more`] : [];
  return {
    subject: `${copies} copies: ${lineOf(first)}`,
    paragraphs: [...stories.map(lineOf), ...more].map((line) => `- ${line}`),
    link: everything,
    because: `These are copies: others are paged for them, and you stand beside their turns to learn. ${nothing}`,
  };
}

const everything = { path: "/alerts", words: "Open the alerts" };
