import { NativeSelect } from "@mantine/core";
import type { ServiceView } from "../../../server/features/directory/contract.ts";
import type { IncidentTemplateView } from "../../../server/features/incidents/template.contract.ts";
import type { List } from "../../api/client.ts";
import { useAddress } from "../../api/queries.ts";
import { TemplateEffect } from "./TemplateEffect.tsx";
import { sortTemplates } from "./template-words.ts";
import classes from "./Templates.module.css";

export function useTemplates() {
  return useAddress<List<IncidentTemplateView>>("settings", "/api/v1/incident-templates");
}

interface TemplateChoiceProps {
  hit: readonly Pick<ServiceView, "id" | "team">[];
  chosen: string | null;
  onChoose: (template: IncidentTemplateView | null) => void;
}

/** A template or none: those for the services hit stand ready, the others one step further. What the chosen one will do is said. Nothing is drawn where there are none. */
export function TemplateChoice({ hit, chosen, onChoose }: TemplateChoiceProps) {
  const read = useTemplates().data?.items;
  const templates = read ?? [];
  const isGone = chosen !== null && read?.some(({ id }) => id === chosen) === false;
  if (templates.length === 0 && !isGone) return null;
  const { proposed, others } = sortTemplates(templates, hit);
  const choice = templates.find(({ id }) => id === chosen);
  const choose = (id: string) => onChoose(templates.find((template) => template.id === id) ?? null);
  return (
    <fieldset className={classes["choice"]}>
      <legend>Template</legend>
      <div className={classes["options"]}>
        {proposed.map(({ id, name }) => <button key={id} type="button" aria-pressed={chosen === id} onClick={() => choose(chosen === id ? "" : id)}>{name}</button>)}
        {others.length === 0 ? null : (
          <NativeSelect
            aria-label={proposed.length === 0 ? "Template" : "Another template"}
            data={[{ value: "", label: proposed.length === 0 ? "None" : "Another …" }, ...others.map(({ id, name }) => ({ value: id, label: name }))]}
            value={others.some(({ id }) => id === chosen) ? (chosen ?? "") : ""} onChange={(event) => choose(event.currentTarget.value)}
          />
        )}
      </div>
      {isGone ? <p>The template that was chosen is gone. <button type="button" onClick={() => onChoose(null)}>Go on without it</button></p> : null}
      {choice === undefined ? null : <div className={classes["card"]}><TemplateEffect template={choice} /></div>}
    </fieldset>
  );
}
