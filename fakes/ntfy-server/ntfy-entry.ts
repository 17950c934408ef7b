/** A message as ntfy keeps it and shows it to who subscribed. */
export interface NtfyMessage {
  readonly id: string;
  /** Seconds since 1970. */
  readonly time: number;
  readonly expires: number;
  readonly event: "message";
  readonly topic: string;
  readonly message: string;
  readonly title?: string;
  readonly priority?: number;
  readonly tags?: readonly string[];
  readonly click?: string;
}

interface Moment {
  /** Epoch milliseconds by this server's clock. */
  readonly at: number;
  readonly request: string;
  readonly topic: string;
}

/** One line of the ntfy server's journal. */
export type NtfyEntry =
  | ({ readonly kind: "begun"; readonly headers: Readonly<Record<string, string>> } & Moment)
  | ({ readonly kind: "accepted"; readonly message: NtfyMessage; readonly headers: Readonly<Record<string, string>> } & Moment)
  | ({ readonly kind: "rejected"; readonly status: number } & Moment)
  /** The sender went away before it had an answer; the message was not kept. */
  | ({ readonly kind: "abandoned" } & Moment);

/** What the ntfy server does with messages from now on. */
export type NtfyBehaviour =
  | { readonly kind: "accept" }
  | { readonly kind: "slow"; readonly milliseconds: number }
  /** Takes the request and never answers it. */
  | { readonly kind: "hang" }
  /** Keeps it, and closes the connection before the answer. */
  | { readonly kind: "lose" }
  /** Says no, in ntfy's own words. */
  | { readonly kind: "reject"; readonly status: number }
  /** Answers as something that is not ntfy. */
  | { readonly kind: "answer"; readonly status: number; readonly body: string; readonly headers?: Readonly<Record<string, string>> };
