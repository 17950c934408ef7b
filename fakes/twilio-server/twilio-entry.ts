import type { ProviderEntry } from "../provider-server/index.ts";

interface Sent {
  readonly sid: string;
  readonly to: string;
  readonly from: string;
  readonly statusCallback: string | null;
}

export interface TwilioMessage extends Sent {
  readonly kind: "message";
  readonly body: string;
}

export interface TwilioCall extends Sent {
  readonly kind: "call";
  readonly twiml: string;
  /** What is said, in order. */
  readonly said: readonly string[];
  /** Where a pressed key goes; null where none is asked for. */
  readonly keysUrl: string | null;
  readonly statusEvents: readonly string[];
}

export type TwilioSent = TwilioMessage | TwilioCall;
export type TwilioEntry = ProviderEntry<TwilioSent>;
