/** A request as it came. */
export interface ProviderRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What a provider makes of a request: what it keeps of it, where it takes it, and what it answers. */
export interface ProviderAnswer<Kept> {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Left out where it is refused. */
  readonly kept?: Kept;
}

interface Moment {
  /** Epoch milliseconds by this server's clock. */
  readonly at: number;
  readonly request: string;
  readonly path: string;
}

/** One line of a provider's journal. */
export type ProviderEntry<Kept> =
  | ({ readonly kind: "begun"; readonly headers: Readonly<Record<string, string>> } & Moment)
  | ({ readonly kind: "accepted"; readonly kept: Kept } & Moment)
  | ({ readonly kind: "rejected"; readonly status: number; readonly body: string } & Moment)
  /** The sender went away before it had an answer; nothing was kept. */
  | ({ readonly kind: "abandoned" } & Moment);

/** What a provider does with requests from now on. */
export type ProviderBehaviour =
  | { readonly kind: "accept" }
  | { readonly kind: "slow"; readonly milliseconds: number }
  /** Takes the request and never answers it. */
  | { readonly kind: "hang" }
  /** Answers this, whatever was asked, and keeps nothing. */
  | { readonly kind: "answer"; readonly status: number; readonly body: string; readonly headers?: Readonly<Record<string, string>> }
  /** Closes the connection without an answer; nothing was kept. */
  | { readonly kind: "drop" }
  /** Keeps it, and closes the connection before the answer. */
  | { readonly kind: "lose" }
  /** Answers well, and does not end: a gigabyte follows. */
  | { readonly kind: "flood" };
