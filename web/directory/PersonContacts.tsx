import { Link } from "@tanstack/react-router";
import type { PersonView } from "../../server/features/directory/contract.ts";
import type { ReachView } from "../../server/features/directory/reach.contract.ts";
import { Section } from "../design/Section.tsx";
import classes from "./Directory.module.css";
import { channelNames, type Usable } from "./directory-words.ts";
import { foresee, type Urgency } from "./reach/reach-words.ts";
import { useReach } from "./reach/use-reach.ts";
import { useUsableChannels } from "./use-directory.ts";

type Contact = PersonView["contacts"][number];

const verifiedWords = { file: "Verified by the file that named it.", code: "Confirmed with a code.", browser: "Added in that browser." } as const;

function stateOf({ channel, isVerified, verifiedBy }: Contact, usable: Usable): { words: string; isOpen: boolean } {
  if (!isVerified) return { words: `Not verified${usable.has(channel) ? "" : ", and no provider is set up yet"}: it is not used.`, isOpen: true };
  const verified = verifiedBy === null ? "Needs no code." : verifiedWords[verifiedBy];
  if (!usable.has(channel)) return { words: `${verified} No provider is set up yet: it is not used.`, isOpen: true };
  return { words: verified, isOpen: false };
}

function ContactLine({ contact, usable }: { contact: Contact; usable: Usable }) {
  const { words, isOpen } = stateOf(contact, usable);
  return (
    <li className={classes["contact"]}>
      <b>{channelNames[contact.channel]}</b>
      <span className={classes["address"]}>{contact.name ?? contact.address}</span>
      <span className={isOpen ? classes["flag"] : classes["small"]}>{words}</span>
    </li>
  );
}

/** The means by which somebody is reached, and what stands in the way of each. */
export function PersonContacts({ person, mayChange }: { person: PersonView; mayChange: boolean }) {
  const usable = useUsableChannels();
  const way = mayChange ? <Link to="/people/$id/reach" params={{ id: person.id }}>Verify, test, reorder</Link> : undefined;
  return (
    <Section title="Reached by" rule="line" side={way}>
      {person.contacts.length === 0 ? (
        <p className={classes["text"]}>Mail to {person.email}. Nothing else is named, so the e-mail address serves.{usable.has("mail") ? "" : " But no provider of mail is set up yet."}</p>
      ) : (
        <ul>
          {person.contacts.map((contact) => (
            <ContactLine key={contact.id} contact={contact} usable={usable} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Foreseen({ words, reach, urgency }: { words: string; reach: ReachView; urgency: Urgency }) {
  const { so, held } = foresee(reach.contacts, reach[urgency].steps, useUsableChannels());
  return (
    <>
      <dt>{words}</dt>
      <dd>
        {so}
        {held.map((why) => <span key={why} className={classes["flag"]}>{why}</span>)}
      </dd>
    </>
  );
}

/** What would happen at a page, by the order that holds: their own, else that of the configuration. */
export function PersonRules({ person, mayChange }: { person: PersonView; mayChange: boolean }) {
  const { data: reach } = useReach(mayChange ? person.id : null);
  return (
    <Section title="When they are paged" rule="line">
      {mayChange ? null : <p className={classes["text"]}>They themselves and managers see in which order the means are tried.</p>}
      {reach === undefined ? null : (
        <dl className={classes["about"]}>
          <Foreseen words="Urgent" reach={reach} urgency="high" />
          <Foreseen words="Can wait" reach={reach} urgency="low" />
        </dl>
      )}
      {reach !== undefined && reach.isFromFile && (reach.high.isOwn || reach.low.isOwn) ? <p className={classes["small"]}>They made an order of their own; it holds instead of the one in the file.</p> : null}
      <p className={classes["small"]}>What can wait reaches them in the organization’s working hours on their own clock.</p>
    </Section>
  );
}
