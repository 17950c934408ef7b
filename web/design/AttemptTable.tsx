import {
  IconBell,
  IconDeviceMobile,
  IconHash,
  IconMail,
  IconPhone,
  IconWebhook,
  type TablerIcon,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Instant } from "../../server/values/instant.ts";
import classes from "./AttemptTable.module.css";
import { Avatar } from "./Avatar.tsx";
import { timeOfDay } from "./wording.ts";

export type ContactKind = "mail" | "sms" | "voice" | "push" | "chat" | "webhook";

/** One try at one contact. What did not happen says why in words, in the place of the time. */
export interface Attempt {
  id: string;
  by: ContactKind;
  due: Instant;
  /** When a worker took it; a word where none did. */
  claimed: Instant | string;
  handedOver: Instant | string;
  providerId?: string | undefined;
  confirmed?: Instant | string | undefined;
  /** True where `confirmed` is a word that worries. */
  isUnconfirmed?: boolean;
  /** What the person said, in bold, before the rest of the answer. */
  said?: string | undefined;
  answer?: ReactNode;
}

export interface AttemptedPerson {
  id: string;
  /** The whole name, for the face. */
  name: string;
  /** What to call them here: `You`, a first name. */
  shown?: string | undefined;
  attempts: readonly Attempt[];
}

const contactWords: Record<ContactKind, string> = {
  mail: "mail", sms: "SMS", voice: "voice", push: "push", chat: "chat", webhook: "webhook",
};

const contactIcons: Record<ContactKind, TablerIcon> = {
  mail: IconMail, sms: IconDeviceMobile, voice: IconPhone, push: IconBell, chat: IconHash, webhook: IconWebhook,
};

interface Zoned {
  zone: string | undefined;
}

function said(value: Instant | string | undefined, zone: string | undefined): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : timeOfDay(value, zone, true);
}

function claimedWords(attempt: Attempt): string {
  if (typeof attempt.claimed === "string") return attempt.claimed;
  return `+${Math.max(0, (attempt.claimed - attempt.due) / 1000).toFixed(1)} s`;
}

function Contact({ by }: { by: ContactKind }) {
  const Icon = contactIcons[by];
  return (
    <span className={classes["contact"]}>
      <Icon size={15} stroke={1.6} aria-hidden="true" />
      {contactWords[by]}
    </span>
  );
}

interface AttemptRowProps extends Zoned {
  attempt: Attempt;
  person: AttemptedPerson;
  hasConfirmations: boolean;
}

function AttemptRow({ attempt, person, hasConfirmations, zone }: AttemptRowProps) {
  const isFirst = person.attempts[0] === attempt;
  return (
    <tr data-first={isFirst || undefined}>
      {isFirst ? (
        <th scope="rowgroup" rowSpan={person.attempts.length}>
          <span className={classes["person"]}>
            <Avatar name={person.name} size={20} />
            {person.shown ?? person.name}
          </span>
        </th>
      ) : null}
      <td data-label="By"><Contact by={attempt.by} /></td>
      <td data-label="Due">{timeOfDay(attempt.due, zone, true)}</td>
      <td data-label="Claimed">{claimedWords(attempt)}</td>
      <td data-label="Handed over">
        <span>
          {said(attempt.handedOver, zone)} {attempt.providerId === undefined ? null : <code title={attempt.providerId}>{attempt.providerId}</code>}
        </span>
      </td>
      {hasConfirmations ? (
        <td data-label="Confirmed" data-late={attempt.isUnconfirmed || undefined}>{said(attempt.confirmed, zone)}</td>
      ) : null}
      <td data-label="Answer">
        <span>
          {attempt.said === undefined ? null : <b>{attempt.said}</b>} {attempt.answer}
        </span>
      </td>
    </tr>
  );
}

const heads = ["Person", "By", "Due", "Claimed", "Handed over, provider’s id", "Confirmed", "Answer"];
const headsWithoutConfirmations = heads.filter((head) => head !== "Confirmed");

/** Every try at every contact of the people paged: each person once, the contacts below. Where no provider confirms, no column asks. */
export function AttemptTable({ people, zone }: { people: readonly AttemptedPerson[]; zone?: string }) {
  const hasConfirmations = people.some((person) => person.attempts.some((attempt) => attempt.confirmed !== undefined));
  return (
    <table className={classes["table"]}>
      <thead>
        <tr>
          {(hasConfirmations ? heads : headsWithoutConfirmations).map((head) => (
            <th key={head} scope="col">{head}</th>
          ))}
        </tr>
      </thead>
      {people.map((person) => (
        <tbody key={person.id}>
          {person.attempts.map((attempt) => (
            <AttemptRow key={attempt.id} attempt={attempt} person={person} hasConfirmations={hasConfirmations} zone={zone} />
          ))}
        </tbody>
      ))}
    </table>
  );
}
