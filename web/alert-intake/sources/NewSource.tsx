import { Button, Modal, PasswordInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import "../../design/mantine-form-styles.ts";
import type { SourceWithKey } from "../../../server/features/alert-intake/source.contract.ts";
import type { ApiProblem } from "../../api/client.ts";
import { useCommand } from "../../api/queries.ts";
import { KindList } from "./KindList.tsx";
import { ServiceField } from "./ServiceField.tsx";
import { rememberKey, usePresets } from "./source-queries.ts";
import { findKinds, kindsWith } from "./source-kinds.ts";
import { asksFor, type SourceFields, type SourceWish, wishOf } from "./source-wish.ts";
import classes from "./SourcesScreen.module.css";

export interface NewSourceProps {
  isOpen: boolean;
  onClose: () => void;
  onMade: (id: string) => void;
}

/** Asks what speaks to Muster, and makes its address. */
export function NewSource({ isOpen, onClose, onMade }: NewSourceProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="What speaks to Muster?" size={680} closeButtonProps={{ "aria-label": "Close" }}>
      <SourceForm onMade={onMade} />
    </Modal>
  );
}

const empty: SourceFields = { id: "", label: "service", fallback: "", every: "1d", signingKey: "" };

function SourceForm({ onMade }: { onMade: (id: string) => void }) {
  const presets = usePresets().data?.items ?? [];
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<string>();
  const [fields, setFields] = useState(empty);
  const making = useCommand<SourceWithKey, SourceWish>("sources");
  const kinds = findKinds(kindsWith(presets), search);
  const kind = kinds.find(({ id }) => id === chosen) ?? kinds[0];
  const change = (part: Partial<SourceFields>) => setFields({ ...fields, ...part });
  const make = (event: FormEvent) => {
    event.preventDefault();
    if (kind === undefined) return;
    making.mutate({ path: "/api/v1/sources", body: wishOf(kind, fields) }, {
      onSuccess: (made) => {
        rememberKey(made.id, made.key);
        onMade(made.id);
      },
    });
  };
  return (
    <form className={classes["form"]} onSubmit={make}>
      <KindList kinds={kinds} chosen={kind?.id} onChoose={setChosen} search={search} onSearch={setSearch} />
      <TextInput
        label="Id"
        description="Stands in its address: small letters, digits and hyphens."
        placeholder="prometheus-us"
        required
        withAsterisk={false}
        value={fields.id}
        error={fieldProblem(making.error, "id")}
        onChange={(event) => change({ id: event.currentTarget.value })}
      />
      <OwnField asked={asksFor(kind?.kind ?? "")} fields={fields} problem={making.error} onChange={change} />
      <div className={classes["fields"]}>
        <TextInput label="The label that names the service" value={fields.label} onChange={(event) => change({ label: event.currentTarget.value })} />
        <ServiceField value={fields.fallback} onChange={(fallback) => change({ fallback })} />
      </div>
      {making.error === null || isAtField(making.error) ? null : <p className={classes["problem"]} role="alert">{making.error.message}</p>}
      <div className={classes["submit"]}>
        <Button type="submit" loading={making.isPending}>Make the address</Button>
        <span className={classes["pale"]}>Its key is shown once.</span>
      </div>
    </form>
  );
}

interface OwnFieldProps {
  asked: "every" | "signingKey" | null;
  fields: SourceFields;
  problem: ApiProblem | null;
  onChange: (part: Partial<SourceFields>) => void;
}

/** What only some kinds ask for. */
function OwnField({ asked, fields, problem, onChange }: OwnFieldProps) {
  if (asked === "every") {
    return <TextInput label="A beat comes every" description="Such as 5m, 1h or 1d." required withAsterisk={false} value={fields.every} error={fieldProblem(problem, "every")} onChange={(event) => onChange({ every: event.currentTarget.value })} />;
  }
  if (asked === null) return null;
  return (
    <PasswordInput
      label="Signing key"
      description="The secret of its webhook, by which what it sends is checked. Without one the address alone is the key."
      autoComplete="off"
      value={fields.signingKey}
      error={fieldProblem(problem, "signingKey")}
      onChange={(event) => onChange({ signingKey: event.currentTarget.value })}
    />
  );
}

function fieldProblem(problem: ApiProblem | null, field: string): string | undefined {
  const found = problem?.errors.find((error) => error.path === field);
  return found && [found.message, found.mend].filter((words) => words !== undefined).join(" ");
}

function isAtField(problem: ApiProblem): boolean {
  return ["id", "every", "signingKey"].some((field) => fieldProblem(problem, field) !== undefined);
}
