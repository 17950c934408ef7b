import { ActionIcon, NativeSelect, Textarea } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconX } from "@tabler/icons-react";
import type { RouteTrialOutcome } from "../../../server/features/alert-intake/route-trial.contract.ts";
import type { ProcessWords } from "../../../server/features/process/contract.ts";
import type { ApiProblem } from "../../api/client.ts";
import { fieldError } from "../../access/form-fields.ts";
import { Worded } from "../../configuration/Worded.tsx";
import { capital } from "../../design/number-words.ts";
import "../../design/mantine-form-styles.ts";
import type { Urgency } from "../../design/UrgencyMark.tsx";
import { type RouteDraft, takenBefore, withMoved } from "./routes-draft.ts";
import { takesWords } from "./trial-words.ts";
import classes from "./Routes.module.css";

const urgencies: { value: Urgency; label: string }[] = [
  { value: "high", label: "pages at once" },
  { value: "low", label: "waits for working hours" },
  { value: "none", label: "pages nobody" },
];

export interface RouteRowsProps {
  draft: readonly RouteDraft[];
  process: ProcessWords | undefined;
  outcome: RouteTrialOutcome | undefined;
  /** Why the routes cannot be tried: each mistake by its field. */
  problem: ApiProblem | null;
  onChange: (draft: RouteDraft[]) => void;
}

/** The routes in their order, each with its condition, what it does, and how many alerts it takes. */
export function RouteRows({ draft, process, outcome, problem, onChange }: RouteRowsProps) {
  const shown = problem === null ? outcome : undefined;
  return (
    <ol className={classes["routes"]}>
      {draft.map((route, place) => (
        <RouteRow
          key={route.key}
          route={route}
          place={place}
          isLast={place === draft.length - 1}
          process={process}
          error={fieldError(problem, `routes.${place}.when`)}
          note={noteOf(draft, place, shown)}
          onChange={(part) => onChange(draft.map((one) => (one.key === route.key ? { ...one, ...part } : one)))}
          onMove={(by) => onChange(withMoved(draft, place, by))}
          onRemove={() => onChange(draft.filter((one) => one.key !== route.key))}
        />
      ))}
      <li className={classes["rest"]}>
        <span className={classes["place"]} aria-hidden="true" />
        <p>What no route takes waits for working hours, and the administrators are told. <span className={classes["pale"]}>{takesRest(shown)}</span></p>
      </li>
    </ol>
  );
}

function takesRest(outcome: RouteTrialOutcome | undefined): string | null {
  const words = takesWords(outcome, null);
  return words === null ? null : `${words.replace("takes", "That is")}.`;
}

function noteOf(draft: readonly RouteDraft[], place: number, outcome: RouteTrialOutcome | undefined): string | null {
  const before = takenBefore(draft, place);
  return before === null ? takesWords(outcome, place) : `never reached: route ${before + 1} takes every alert`;
}

interface RouteRowProps {
  route: RouteDraft;
  place: number;
  isLast: boolean;
  process: ProcessWords | undefined;
  error: string | undefined;
  note: string | null;
  onChange: (part: Partial<RouteDraft>) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
}

function RouteRow({ route, place, isLast, process, error, note, onChange, onMove, onRemove }: RouteRowProps) {
  const name = `route ${place + 1}`;
  return (
    <li className={classes["route"]} aria-label={capital(name)}>
      <span className={classes["place"]} aria-hidden="true">{place + 1}</span>
      <Textarea
        className={classes["when"] ?? ""} classNames={{ input: classes["condition"] ?? "" }} aria-label={`Condition of ${name}`} placeholder="every alert" autosize minRows={1} maxRows={6} maxLength={2_000}
        spellCheck={false} autoComplete="off" value={route.when} error={error === undefined ? undefined : <Worded text={error} />} onChange={(event) => onChange({ when: event.currentTarget.value })}
      />
      <NativeSelect aria-label={`What ${name} does`} className={classes["urgency"] ?? ""} data={urgencies} value={route.urgency} onChange={(event) => onChange({ urgency: event.currentTarget.value as Urgency })} />
      <Declaration route={route} name={name} process={process} onChange={onChange} />
      <span className={classes["note"]}>{note}</span>
      <div className={classes["moves"]}>
        <ActionIcon aria-label={`Move ${name} up`} disabled={place === 0} onClick={() => onMove(-1)}><IconArrowUp size={16} stroke={1.7} /></ActionIcon>
        <ActionIcon aria-label={`Move ${name} down`} disabled={isLast} onClick={() => onMove(1)}><IconArrowDown size={16} stroke={1.7} /></ActionIcon>
        <ActionIcon aria-label={`Remove ${name}`} onClick={onRemove}><IconX size={16} stroke={1.7} /></ActionIcon>
      </div>
    </li>
  );
}

/** Whether an incident is declared, and of which class. */
function Declaration({ route, name, process, onChange }: Pick<RouteRowProps, "route" | "process" | "onChange"> & { name: string }) {
  const { urgency, declares, severity, priority } = route;
  if (urgency === "none") return null;
  const options = (words: string, known: readonly { id: string; name: string }[], chosen: string) => [
    { value: "", label: words },
    ...(chosen === "" || known.some(({ id }) => id === chosen) ? [] : [{ value: chosen, label: chosen }]),
    ...known.map((one) => ({ value: one.id, label: one.name })),
  ];
  return (
    <>
      <NativeSelect
        className={classes["declares"] ?? ""} aria-label={`Incident of ${name}`} data={[{ value: "no", label: "declares no incident" }, { value: "yes", label: "declares an incident" }]} value={declares ? "yes" : "no"}
        onChange={(event) => onChange({ declares: event.currentTarget.value === "yes" })}
      />
      {declares ? (
        <span className={classes["classes"]}>
          <NativeSelect aria-label={`Severity of ${name}`} data={options("usual severity", process?.severities ?? [], severity)} value={severity} onChange={(event) => onChange({ severity: event.currentTarget.value })} />
          <NativeSelect aria-label={`Priority of ${name}`} data={options("usual priority", process?.priorities ?? [], priority)} value={priority} onChange={(event) => onChange({ priority: event.currentTarget.value })} />
        </span>
      ) : null}
    </>
  );
}
