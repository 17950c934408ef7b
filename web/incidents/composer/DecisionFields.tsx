import { MultiSelect, Select, TagsInput } from "@mantine/core";
import type { EntryView } from "../../../server/features/incidents/timeline.contract.ts";
import type { List } from "../../api/client.ts";
import { useAddress } from "../../api/queries.ts";
import { timeOfDay } from "../../design/wording.ts";
import { useRoom } from "../room-context.tsx";
import { firstName } from "../room-words.ts";
import { shortOf } from "../timeline/entry-words.ts";
import classes from "./Composer.module.css";
import { looks, type Weighing } from "./weighing.ts";

export interface DecisionFieldsProps {
  weighing: Weighing;
  onChange: (weighing: Weighing) => void;
}

/** What people wrote lately, to rest a decision on. */
function useEntries() {
  const { path } = useRoom();
  const { data } = useAddress<List<EntryView>>("timeline", `${path}/timeline?show=people&limit=50`);
  return (data?.items ?? []).flatMap((entry) => (entry.entry === null ? [] : [{ value: String(entry.entry), label: `${timeOfDay(Date.parse(entry.at))} ${firstName(entry.actor.name)}: ${shortOf(entry, 60)}` }]));
}

/** What a decision is made of; all of it may be left open. */
export function DecisionFields({ weighing, onChange }: DecisionFieldsProps) {
  const { incident } = useRoom();
  const entries = useEntries();
  const { options, chosen, evidence, decidedBy, lookIn } = weighing;
  const people = incident.participants.filter(({ standing }) => standing === "in").map(({ id, name }) => ({ value: id, label: name }));
  const change = (parts: Partial<Weighing>) => onChange({ ...weighing, ...parts });
  return (
    <div className={classes["weighing"]}>
      <TagsInput size="xs" label="Options" placeholder={options.length === 0 ? "One each, then Enter" : ""} maxTags={12} value={options} onChange={(value) => change({ options: value })} />
      <Select size="xs" label="Chosen" clearable placeholder={options.length === 0 ? "Name options first" : "Which of them"} disabled={options.length === 0} data={options} value={chosen} onChange={(value) => change({ chosen: value })} />
      <MultiSelect size="xs" label="Evidence" searchable hidePickedOptions data={entries} value={evidence} onChange={(value) => change({ evidence: value })} placeholder={evidence.length === 0 ? "Lines that it rests on" : ""} nothingFoundMessage="No such line" />
      <Select size="xs" label="Who decides" clearable searchable placeholder="You" data={people} value={decidedBy} onChange={(value) => change({ decidedBy: value })} />
      <Select size="xs" label="Look again" clearable placeholder="Not by itself" data={looks} value={lookIn} onChange={(value) => change({ lookIn: value })} />
    </div>
  );
}
