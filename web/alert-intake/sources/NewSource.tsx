import { Button, Modal, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import "../../design/mantine-form-styles.ts";
import type { SourceWithKey } from "../../../server/features/alert-intake/source.contract.ts";
import type { ApiProblem } from "../../api/client.ts";
import { useCommand } from "../../api/queries.ts";
import { ServiceField } from "./ServiceField.tsx";
import { rememberKey } from "./source-queries.ts";
import { type SourceKind, sourceKinds } from "./source-kinds.ts";
import classes from "./SourcesScreen.module.css";

interface SourceWish {
  id: string;
  kind: string;
  service?: string | { label: string; default?: string };
}

export interface NewSourceProps {
  isOpen: boolean;
  onClose: () => void;
  onMade: (id: string) => void;
}

/** Asks what speaks to Muster, and makes its address. */
export function NewSource({ isOpen, onClose, onMade }: NewSourceProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="What speaks to Muster?" size={640} closeButtonProps={{ "aria-label": "Close" }}>
      <SourceForm onMade={onMade} />
    </Modal>
  );
}

function wishOf(kind: string, id: string, label: string, fallback: string): SourceWish {
  if (label !== "") return { id, kind, service: { label, ...(fallback === "" ? {} : { default: fallback }) } };
  return { id, kind, ...(fallback === "" ? {} : { service: fallback }) };
}

function SourceForm({ onMade }: { onMade: (id: string) => void }) {
  const [kind, setKind] = useState("alertmanager");
  const [id, setId] = useState("");
  const [label, setLabel] = useState("service");
  const [fallback, setFallback] = useState("");
  const making = useCommand<SourceWithKey, SourceWish>("sources");
  const make = (event: FormEvent) => {
    event.preventDefault();
    making.mutate({ path: "/api/v1/sources", body: wishOf(kind, id.trim(), label.trim(), fallback) }, {
      onSuccess: (made) => {
        rememberKey(made.id, made.key);
        onMade(made.id);
      },
    });
  };
  return (
    <form className={classes["form"]} onSubmit={make}>
      <fieldset className={classes["kinds"]} aria-label="Kind of source">
        {sourceKinds.map((each) => (
          <KindChoice key={each.id} kind={each} isChosen={each.id === kind} onChoose={() => setKind(each.id)} />
        ))}
      </fieldset>
      <TextInput
        label="Id"
        description="Stands in its address: small letters, digits and hyphens."
        placeholder="prometheus-us"
        required
        withAsterisk={false}
        value={id}
        error={fieldProblem(making.error, "id")}
        onChange={(event) => setId(event.currentTarget.value)}
        data-autofocus
      />
      <div className={classes["fields"]}>
        <TextInput label="The label that names the service" value={label} onChange={(event) => setLabel(event.currentTarget.value)} />
        <ServiceField value={fallback} onChange={setFallback} />
      </div>
      {making.error === null || fieldProblem(making.error, "id") ? null : <p className={classes["problem"]} role="alert">{making.error.message}</p>}
      <div className={classes["submit"]}>
        <Button type="submit" loading={making.isPending}>Make the address</Button>
        <span className={classes["pale"]}>Its key is shown once.</span>
      </div>
    </form>
  );
}

function fieldProblem(problem: ApiProblem | null, field: string): string | undefined {
  const found = problem?.errors.find((error) => error.path === field);
  return found && [found.message, found.mend].filter((words) => words !== undefined).join(" ");
}

function KindChoice({ kind, isChosen, onChoose }: { kind: SourceKind; isChosen: boolean; onChoose: () => void }) {
  if (!kind.isThere) {
    return (
      <div className={classes["kind"]} data-absent>
        <b>{kind.words}</b>
        <span>not there yet</span>
      </div>
    );
  }
  return (
    <label className={classes["kind"]}>
      <input type="radio" name="kind" value={kind.id} checked={isChosen} onChange={onChoose} />
      <b>{kind.words}</b>
      <span>{kind.detail}</span>
    </label>
  );
}
