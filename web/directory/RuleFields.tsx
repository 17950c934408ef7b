import { ActionIcon, Button, NativeSelect, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import classes from "./Directory.module.css";
import { channelNames } from "./directory-words.ts";
import type { ContactForm, RuleForm } from "./person-form.ts";

export interface RuleFieldsProps {
  title: string;
  rules: readonly RuleForm[];
  contacts: readonly ContactForm[];
  onChange: (rules: readonly RuleForm[]) => void;
}

/** In which order the means are tried, and how long after the page. */
export function RuleFields({ title, rules, contacts, onChange }: RuleFieldsProps) {
  const options = contacts.map(({ id, channel, address }) => ({ value: id, label: `${channelNames[channel]} ${address}`.trim() }));
  const put = (index: number, change: Partial<RuleForm>) => onChange(rules.map((rule, at) => (at === index ? { ...rule, ...change } : rule)));
  return (
    <fieldset className={classes["fields"]}>
      <legend>{title}</legend>
      {rules.length === 0 ? <p className={classes["small"]}>By e-mail at once.</p> : null}
      {rules.map((rule, index) => (
        <div key={index} className={classes["ruleRow"]}>
          <NativeSelect aria-label={`${title}, means ${index + 1}`} data={options} value={rule.contact} onChange={(event) => put(index, { contact: event.currentTarget.value })} />
          <TextInput aria-label={`${title}, after how long ${index + 1}`} leftSection="after" leftSectionWidth={46} value={rule.after} onChange={(event) => put(index, { after: event.currentTarget.value })} />
          <ActionIcon aria-label={`Remove ${index + 1} of ${title}`} onClick={() => onChange(rules.filter((_rule, at) => at !== index))}>
            <IconX size={16} stroke={1.8} />
          </ActionIcon>
        </div>
      ))}
      <Button size="xs" variant="default" leftSection={<IconPlus size={14} stroke={1.8} />} onClick={() => onChange([...rules, { contact: contacts[0]?.id ?? "", after: "0s" }])}>
        Add a step
      </Button>
    </fieldset>
  );
}
