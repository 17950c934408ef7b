import { ActionIcon, Button, NativeSelect, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import classes from "./Directory.module.css";
import { channelNames, type Usable, type WrittenChannel, writtenChannels } from "./directory-words.ts";
import { type ContactForm, newContact } from "./person-form.ts";
import { useUsableChannels } from "./use-directory.ts";

const placeholders: Record<WrittenChannel, string> = {
  mail: "amara@example.org",
  sms: "+4915550101",
  voice: "+4915550101",
  ntfy: "https://ntfy.example.org/amara",
  webhook: "https://hooks.example.org/amara",
};
const channels = writtenChannels.map((value) => ({ value, label: channelNames[value] }));

interface ContactRowProps {
  contact: ContactForm;
  usable: Usable;
  onChange: (change: Partial<ContactForm>) => void;
  onRemove: () => void;
}

function ContactRow({ contact, usable, onChange, onRemove }: ContactRowProps) {
  const name = channelNames[contact.channel];
  return (
    <div className={classes["contactRow"]}>
      <NativeSelect aria-label="Means" data={channels} value={contact.channel} onChange={(event) => onChange({ channel: event.currentTarget.value as WrittenChannel })} />
      <TextInput
        aria-label={`${name} address`} required placeholder={placeholders[contact.channel]} value={contact.address}
        onChange={(event) => onChange({ address: event.currentTarget.value })}
        description={usable.has(contact.channel) ? undefined : "No provider is set up for it yet: the next one in turn is tried."}
      />
      <ActionIcon aria-label={`Remove ${name}`} onClick={onRemove}>
        <IconX size={16} stroke={1.8} />
      </ActionIcon>
    </div>
  );
}

export interface ContactFieldsProps {
  contacts: readonly ContactForm[];
  onChange: (contacts: readonly ContactForm[]) => void;
}

/** The means of reaching somebody. */
export function ContactFields({ contacts, onChange }: ContactFieldsProps) {
  const usable = useUsableChannels();
  const add = () => onChange([...contacts, newContact(contacts)]);
  return (
    <fieldset className={classes["fields"]}>
      <legend>Reached by</legend>
      {contacts.length === 0 ? <p className={classes["small"]}>The e-mail address serves until something is added.</p> : null}
      {contacts.map((contact) => (
        <ContactRow
          key={contact.id}
          contact={contact}
          usable={usable}
          onChange={(change) => onChange(contacts.map((one) => (one.id === contact.id ? { ...one, ...change } : one)))}
          onRemove={() => onChange(contacts.filter(({ id }) => id !== contact.id))}
        />
      ))}
      <Button size="xs" variant="default" leftSection={<IconPlus size={14} stroke={1.8} />} onClick={add}>
        Add a means
      </Button>
    </fieldset>
  );
}
