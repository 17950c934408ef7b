import type { Tx } from "../../platform/database/database.ts";
import type { Channel } from "./page.events.ts";

/** What is sent to one person, in words; the connector gives it the form of its channel. */
export interface Message {
  /** Stable per page key, so that a repeat after a fault can be told from a new page: `page.<id>`. */
  messageKey: string;
  /** The same for all pages of one subject, so that they thread: `subject.<id>`. */
  threadKey: string;
  address: string;
  recipientName: string;
  subject: string;
  text: string;
  html: string;
  /** Where it leads, for channels that can be touched; it stands in the text as well. */
  link: string | null;
  isUrgent: boolean;
  /** Digits that somebody writes back after 1 ("I have it") or 2 ("I can't"), so that the answer is to this message and no other; absent where nothing is to be answered. */
  replyCode?: string;
  /** The keys of other messages whose pages this one tells of too. */
  tellsOf?: readonly string[];
}

export type Sending =
  | {
      isAccepted: true;
      providerId: string;
      /** Who took it, where a channel has several providers. */
      provider?: string;
      /** True where the provider tells later whether it arrived. */
      isToBeConfirmed?: boolean;
      /** True where the provider works again after it failed time and again: what waits for another try need not wait any longer. */
      isBack?: boolean;
    }
  | {
      isAccepted: false;
      error: string;
      /** What the provider asked to wait, e.g. by Retry-After. */
      againAfterMilliseconds?: number;
      /** True where it will never be taken, e.g. a subscription that is gone. */
      isFinal?: boolean;
      /** The address, where it exists no more: what a browser gave up. */
      goneAddress?: string;
      /** True where the provider works and refuses this address. */
      isAboutAddress?: boolean;
    };

/** One way to reach people. Answers within the signal's time; an expected failure is a value. */
export interface Messenger {
  channel: Channel;
  /** How many messages may go out in a day; the first page of anything is sent beyond that too. */
  mostPerDay?: number;
  send(message: Message, signal: AbortSignal): Promise<Sending>;
}

/** The messengers that this installation has, by channel. */
export type Messengers = Readonly<Partial<Record<Channel, Messenger>>>;

export function messengersOf(tx: Tx): Messengers {
  return (tx.context["messengers"] as Messengers | undefined) ?? {};
}

export function channelsOf(tx: Tx): Channel[] {
  return Object.keys(messengersOf(tx)) as Channel[];
}
