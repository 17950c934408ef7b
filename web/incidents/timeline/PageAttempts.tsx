import { IconBell, IconCheck, IconDeviceMobile, IconHandStop, IconMail, IconPhone, IconWebhook, IconX, type TablerIcon } from "@tabler/icons-react";
import type { EntryView } from "../../../server/features/incidents/timeline.contract.ts";
import { timeOfDay } from "../../design/wording.ts";
import classes from "./Timeline.module.css";

type Attempt = EntryView["attempts"][number];

const channels: Readonly<Record<string, TablerIcon>> = { mail: IconMail, sms: IconDeviceMobile, voice: IconPhone, ntfy: IconBell, webhook: IconWebhook };
const outcomes: Partial<Record<Attempt["outcome"], TablerIcon>> = { have: IconCheck, cannot: IconHandStop, failed: IconX };
const channelWords: Readonly<Record<string, string>> = { mail: "mail", sms: "SMS", voice: "a call", ntfy: "push", webhook: "webhook" };

function AttemptTag({ attempt }: { attempt: Attempt }) {
  const { channel, at, outcome, words } = attempt;
  const Icon = outcomes[outcome] ?? channels[channel ?? ""] ?? IconBell;
  const by = channel === null || outcome === "have" || outcome === "cannot" ? "" : ` by ${channelWords[channel] ?? channel}`;
  return (
    <li data-outcome={outcome}>
      <Icon size={12} stroke={1.8} aria-hidden="true" />
      <span>
        {timeOfDay(Date.parse(at), undefined, true)} {words}
        {by}
      </span>
    </li>
  );
}

/** What became of the pages to one person, in the order it happened. */
export function PageAttempts({ entries }: { entries: readonly EntryView[] }) {
  const attempts = entries.flatMap((entry) => entry.attempts).sort((one, other) => one.at.localeCompare(other.at));
  if (attempts.length === 0) return <p className={classes["pale"]}>on its way</p>;
  return (
    <ul className={classes["attempts"]}>
      {attempts.map((attempt, place) => (
        <AttemptTag key={`${attempt.at} ${attempt.outcome} ${place}`} attempt={attempt} />
      ))}
    </ul>
  );
}
