import { Button, Checkbox, MultiSelect, Textarea, TextInput } from "@mantine/core";
import type { ServiceView } from "../../../server/features/directory/contract.ts";
import type { ProcessWords } from "../../../server/features/process/contract.ts";
import type { ApiProblem, List } from "../../api/client.ts";
import { useAddress } from "../../api/queries.ts";
import "../../design/mantine-form-styles.ts";
import { RowsSkeleton } from "../../design/Skeletons.tsx";
import { PartNotRead } from "../../shell/NotRead.tsx";
import { verdictOf } from "../class-choice.ts";
import { PrivacyFields } from "../privacy/PrivacyFields.tsx";
import { TemplateChoice } from "../templates/TemplateChoice.tsx";
import { chosenIn, isReady, type DeclarationWish } from "./declaration.ts";
import classes from "./Declare.module.css";

interface FieldsProps {
  wish: DeclarationWish;
  process: ProcessWords | undefined;
  /** Why the process could not be read: an incident can be declared without its classes. */
  problem: ApiProblem | null;
  isBusy: boolean;
  onChange: (wish: DeclarationWish) => void;
}

/** The fields of a declaration: the title first, the rest may wait. */
export function DeclareFields({ wish, process, problem, isBusy, onChange }: FieldsProps) {
  const read = useAddress<List<ServiceView>>("services", "/api/v1/services?limit=500");
  const services = read.data?.items ?? [];
  const missing = process === undefined ? problem : read.data === undefined ? read.error : null;
  const hit = services.filter(({ id }) => wish.serviceIds.includes(id));
  const put = (more: Partial<DeclarationWish>) => onChange({ ...wish, ...more });
  return (
    <>
      <TextInput label="What is happening" description="What customers or colleagues notice, in one sentence" required autoFocus maxLength={300} value={wish.title} onChange={(event) => put({ title: event.currentTarget.value })} />
      <MultiSelect
        label="Services hit" placeholder={wish.serviceIds.length === 0 ? "Unknown yet" : ""} searchable clearable
        data={services.map(({ id, name }) => ({ value: id, label: name }))} value={wish.serviceIds} onChange={(serviceIds) => put({ serviceIds })}
      />
      {hit.length === 0 ? null : (
        <fieldset className={classes["paged"]}>
          <legend>Who is woken</legend>
          {hit.map(({ id, name }) => (
            <Checkbox
              key={id} label={`Page whoever is on call for ${name}`} checked={!wish.notPaged.includes(id)}
              onChange={(event) => put({ notPaged: event.currentTarget.checked ? wish.notPaged.filter((one) => one !== id) : [...wish.notPaged, id] })}
            />
          ))}
        </fieldset>
      )}
      <TemplateChoice hit={hit} chosen={wish.templateId ?? null} onChoose={(template) => put(chosenIn(wish, template))} />
      {missing === null ? null : <PartNotRead problem={missing} />}
      {process === undefined && problem === null ? <RowsSkeleton rows={2} /> : null}
      <Choice label="Severity" options={process?.severities ?? []} chosen={wish.severity} onChoose={(severity) => put({ severity })} />
      <Choice label="Priority" options={process?.priorities.map(({ id, name, criteria }) => ({ id, name, when: criteria.join("; "), whyNot: whyNotPair(process, wish.severity, id) })) ?? []} chosen={wish.priority} onChoose={(priority) => put({ priority })} />
      <Textarea label="What you see" description="Becomes the first note" autosize minRows={2} maxRows={8} maxLength={100_000} value={wish.note} onChange={(event) => put({ note: event.currentTarget.value })} />
      <Checkbox
        label="Private: only those named see it" description="Nobody else sees that there is one: not in lists, counts or search." checked={wish.privacy !== undefined}
        onChange={(event) => put({ privacy: event.currentTarget.checked ? { reason: "", who: [] } : undefined })}
      />
      {wish.privacy === undefined ? null : <PrivacyFields wish={wish.privacy} onChange={(privacy) => put({ privacy })} />}
      <div className={classes["send"]}>
        <Button type="submit" loading={isBusy} disabled={!isReady(wish)}>Declare</Button>
      </div>
    </>
  );
}

interface ChoiceProps {
  label: string;
  options: readonly { id: string; name: string; when: string | null; whyNot?: string | null }[];
  chosen: string | null;
  onChoose: (id: string | null) => void;
}

/** Why an incident does not begin with this pair; null where it may. */
function whyNotPair(process: ProcessWords, severity: string | null, priority: string): string | null {
  const { verdict, because } = verdictOf(process, severity, priority);
  if (verdict === "allowed") return null;
  const reason = because === null ? "" : `: ${because}`;
  return verdict === "forbidden" ? `Not with this severity${reason}.` : `Asks for a reason with this severity${reason}. Set it in the room.`;
}

/** One of a few, or not yet: a second press takes it back. */
function Choice({ label, options, chosen, onChoose }: ChoiceProps) {
  if (options.length === 0) return null;
  const choice = options.find(({ id }) => id === chosen);
  const refused = options.filter(({ whyNot }) => whyNot);
  return (
    <fieldset className={classes["choice"]}>
      <legend>{label}</legend>
      <div>
        {options.map(({ id, name, whyNot = null }) => (
          <button key={id} type="button" aria-pressed={chosen === id} disabled={whyNot !== null && chosen !== id} onClick={() => onChoose(chosen === id ? null : id)}>{name}</button>
        ))}
      </div>
      <p>{choice?.whyNot ?? choice?.when ?? "Not sure? Leave it; it is assessed in the room."}</p>
      {refused.filter(({ id }) => id !== chosen).map(({ id, name, whyNot }) => <p key={id}>{name}: {whyNot}</p>)}
    </fieldset>
  );
}
