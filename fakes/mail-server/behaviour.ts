/** What the mail server does with mail from now on; each can be switched while it runs. */
export type MailBehaviour =
  | { readonly kind: "accept" }
  /** Takes the message, answers after a while, and keeps it even when the sender has gone by then. */
  | { readonly kind: "slow"; readonly milliseconds: number }
  /** Never greets, or never answers a message it was given. */
  | { readonly kind: "hang"; readonly at: "connection" | "data" }
  /** Nobody listens: open connections are cut, new ones are refused by the system. */
  | { readonly kind: "refuse-connection" }
  /** Says no: a code from 400 on is "try later", from 500 on "never". */
  | { readonly kind: "reject"; readonly at: "recipient" | "data"; readonly code: number }
  /** Keeps the message and cuts the connection instead of answering: accepted, and the sender cannot know. */
  | { readonly kind: "reset-after-data" };

const kinds = {
  accept: () => true,
  slow: (wanted: Loose) => typeof wanted.milliseconds === "number" && wanted.milliseconds >= 0,
  hang: (wanted: Loose) => wanted.at === "connection" || wanted.at === "data",
  "refuse-connection": () => true,
  reject: (wanted: Loose) => (wanted.at === "recipient" || wanted.at === "data") && isRefusalCode(wanted.code),
  "reset-after-data": () => true,
} satisfies Record<MailBehaviour["kind"], (wanted: Loose) => boolean>;

type Loose = Readonly<Record<string, unknown>>;

/** Whether a value that came over the control port is a behaviour. */
export function isMailBehaviour(value: unknown): value is MailBehaviour {
  if (typeof value !== "object" || value === null) return false;
  const wanted = value as Loose;
  const kind = wanted.kind;
  return typeof kind === "string" && Object.hasOwn(kinds, kind) && kinds[kind as MailBehaviour["kind"]](wanted);
}

function isRefusalCode(code: unknown): boolean {
  return Number.isInteger(code) && (code as number) >= 400 && (code as number) <= 599;
}

/** The behaviour in force: one for everybody, and others for single recipients. */
export class BehaviourBoard {
  #general: MailBehaviour = { kind: "accept" };
  readonly #byRecipient = new Map<string, MailBehaviour>();

  get general(): MailBehaviour {
    return this.#general;
  }

  set(behaviour: MailBehaviour, recipient?: string): void {
    if (recipient === undefined) this.#general = behaviour;
    else this.#byRecipient.set(recipient.toLowerCase(), behaviour);
  }

  /** The first recipient with a behaviour of its own decides for the message. */
  for(recipients: readonly string[]): MailBehaviour {
    const own = recipients.map((recipient) => this.#byRecipient.get(recipient.toLowerCase()));
    return own.find((behaviour) => behaviour !== undefined) ?? this.#general;
  }
}
