import type { PersonView } from "../../server/features/directory/contract.ts";
import { Section } from "../design/Section.tsx";
import classes from "./Directory.module.css";
import { channelNames, type Usable } from "./directory-words.ts";
import { formOf, type PersonEntry, type RuleForm } from "./person-form.ts";
import { useUsableChannels } from "./use-directory.ts";

type Contact = PersonView["contacts"][number];

function stateOf({ channel, isVerified, verifiedBy }: Contact, usable: Usable): { words: string; isOpen: boolean } {
  if (!isVerified) return { words: `Not verified${usable.has(channel) ? "" : ", and no provider is set up yet"}: it is not used.`, isOpen: true };
  const verified = verifiedBy === "file" ? "Verified by the file that named it." : verifiedBy === "code" ? "Confirmed with a code." : "Needs no code.";
  if (!usable.has(channel)) return { words: `${verified} No provider is set up yet: it is not used.`, isOpen: true };
  return { words: verified, isOpen: false };
}

function ContactLine({ contact, usable }: { contact: Contact; usable: Usable }) {
  const { words, isOpen } = stateOf(contact, usable);
  return (
    <li className={classes["contact"]}>
      <b>{channelNames[contact.channel]}</b>
      <span className={classes["address"]}>{contact.address}</span>
      <span className={isOpen ? classes["flag"] : classes["small"]}>{words}</span>
    </li>
  );
}

/** The means by which somebody is reached, and what stands in the way of each. */
export function PersonContacts({ person }: { person: PersonView }) {
  const usable = useUsableChannels();
  return (
    <Section title="Reached by" rule="line">
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

function afterWords(after: string): string {
  return after === "0s" ? "at once" : `after ${after.replace(/^(\d+)m$/, "$1 min").replace(/^(\d+)s$/, "$1 s").replace(/^(\d+)h$/, "$1 h")}`;
}

function RuleList({ words, rules, nameOf }: { words: string; rules: readonly RuleForm[]; nameOf: (contact: string) => string }) {
  const said = rules.length === 0 ? "Mail at once" : rules.map(({ contact, after }) => `${nameOf(contact)} ${afterWords(after)}`).join(", then ");
  return (
    <>
      <dt>{words}</dt>
      <dd>{said}.</dd>
    </>
  );
}

/** In which order the means are tried. */
export function PersonRules({ person, entry, mayManage }: { person: PersonView; entry: PersonEntry | undefined; mayManage: boolean }) {
  const form = entry === undefined ? null : formOf(person.id, entry);
  const nameOf = (contact: string) => {
    const found = person.contacts.find(({ id }) => id === contact);
    return found === undefined ? contact : channelNames[found.channel];
  };
  return (
    <Section title="When they are paged" rule="line">
      {mayManage ? null : <p className={classes["text"]}>Managers see in which order the means are tried.</p>}
      {form === null ? null : (
        <dl className={classes["about"]}>
          <RuleList words="Urgent" rules={form.high} nameOf={nameOf} />
          <RuleList words="Can wait" rules={form.low} nameOf={nameOf} />
        </dl>
      )}
      <p className={classes["small"]}>What can wait reaches them in the organization’s working hours on their own clock.</p>
    </Section>
  );
}
