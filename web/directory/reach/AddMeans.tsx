import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { FormDialog } from "../../design/FormDialog.tsx";
import "../../design/mantine-form-styles.ts";
import { type Usable, type WrittenChannel, writtenChannels } from "../directory-words.ts";
import classes from "./Reach.module.css";
import { plainAddress } from "./reach-words.ts";
import { useReachCommand } from "./use-reach.ts";

const kinds: Record<WrittenChannel, { words: string; label: string; placeholder: string; hint: string; type: "email" | "tel" | "url" }> = {
  mail: { words: "Mail", label: "Address", placeholder: "amara@example.org", hint: "Mail needs no code.", type: "email" },
  sms: { words: "Text (SMS)", label: "Number", placeholder: "+49 155 50101", hint: "With + and the country code. A code is sent to it before it is used.", type: "tel" },
  voice: { words: "Call", label: "Number", placeholder: "+49 155 50101", hint: "With + and the country code. A voice says a code before it is used.", type: "tel" },
  ntfy: { words: "ntfy", label: "Topic", placeholder: "https://ntfy.example.org/amara", hint: "The address of a topic that nobody can guess: whoever knows it can read it.", type: "url" },
  webhook: { words: "Webhook", label: "Address", placeholder: "https://hooks.example.org/amara", hint: "Messages are posted to it as JSON.", type: "url" },
};
const choices = writtenChannels.map((value) => ({ value, label: kinds[value].words }));

/** Adds a means; a number is verified on the screen behind. */
export function AddMeans({ personId, usable, onClose }: { personId: string; usable: Usable; onClose: () => void }) {
  const [channel, setChannel] = useState<WrittenChannel>("sms");
  const [address, setAddress] = useState("");
  const { send, isPending, problem } = useReachCommand(personId);
  const kind = kinds[channel];
  const add = () => void send("POST", "contacts", { channel, address: plainAddress(channel, address) }).then(onClose).catch(() => undefined);
  return (
    <FormDialog title="Add a means" confirm="Add it" isReady={address.trim() !== ""} isBusy={isPending} problem={problem} onSubmit={add} onClose={onClose}>
      <NativeSelect label="What" data={choices} value={channel} onChange={(event) => setChannel(event.currentTarget.value as WrittenChannel)} />
      <TextInput
        label={kind.label} type={kind.type} required withAsterisk={false} placeholder={kind.placeholder} description={kind.hint} value={address}
        onChange={(event) => setAddress(event.currentTarget.value)}
      />
      {usable.has(channel) ? null : <p className={classes["held"]}>No provider is set up for it yet: until there is one, the next means in turn is tried.</p>}
    </FormDialog>
  );
}
