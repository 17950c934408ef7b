import { Checkbox } from "@mantine/core";
import type { AudienceView } from "../../../server/features/communications/contract.ts";
import type { List } from "../../api/client.ts";
import { useAddress } from "../../api/queries.ts";
import classes from "./Edit.module.css";

interface ChoiceOfProps {
  label: string;
  options: readonly { id: string; name: string }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

/** Some of a few named things. What is chosen and not known any more stays in sight until it is unticked. */
export function ChoiceOf({ label, options, chosen, onChange }: ChoiceOfProps) {
  const unknown = chosen.filter((id) => !options.some((option) => option.id === id)).map((id) => ({ id, name: id }));
  const toggle = (id: string, isChosen: boolean) => onChange(isChosen ? [...chosen, id] : chosen.filter((one) => one !== id));
  return (
    <fieldset className={classes["choice"]}>
      <legend>{label}</legend>
      {[...options, ...unknown].map(({ id, name }) => <Checkbox key={id} label={name} checked={chosen.includes(id)} onChange={(event) => toggle(id, event.currentTarget.checked)} />)}
    </fieldset>
  );
}

/** The audiences that may be told. */
export function useAudienceOptions(): { id: string; name: string }[] {
  const { data } = useAddress<List<AudienceView>>("settings", "/api/v1/audiences?limit=500");
  return (data?.items ?? []).map(({ id, name }) => ({ id, name }));
}
