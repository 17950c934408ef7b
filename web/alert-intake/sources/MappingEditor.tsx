import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import type { DeliveryView, SourceView } from "../../../server/features/alert-intake/contract.ts";
import type { MappingForm, MappingPreview } from "../../../server/features/alert-intake/mapping.contract.ts";
import { useCommand } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { Code } from "../../design/Code.tsx";
import { RowsSkeleton } from "../../design/Skeletons.tsx";
import { NotRead, PartNotRead } from "../../shell/NotRead.tsx";
import { MappingFields } from "./MappingFields.tsx";
import { MappingOutcome } from "./MappingOutcome.tsx";
import { draftOf, type MappingDraft, mappingOf, mappingYaml } from "./mapping-draft.ts";
import { mappedLines } from "./mapping-lines.ts";
import { useMappingPreview } from "./source-queries.ts";
import classes from "./MappingEditor.module.css";

const pauseMilliseconds = 250;

export interface MappingEditorProps {
  source: SourceView;
  delivery: DeliveryView;
}

/** A body at the left, at the right the members with their expressions, and beneath what comes of it. */
export function MappingEditor({ source, delivery }: MappingEditorProps) {
  const [draft, setDraft] = useState<MappingDraft>();
  const [settled] = useDebouncedValue(draft, pauseMilliseconds);
  const preview = useMappingPreview(source.id, delivery.id, draft && mappingOf(settled ?? draft));
  const { data } = preview;
  if (data === undefined) return preview.error ? <NotRead what="What is made of it" problem={preview.error} onRetry={() => void preview.refetch()} /> : <RowsSkeleton rows={6} />;
  const shown = draft ?? draftOf(data.mapping);
  return (
    <div className={classes["editor"]}>
      <div className={classes["captured"]}>
        <h3>What came</h3>
        <Code label="Body that came" content={mappedLines(delivery.body, shown, data.place)} copy={null} />
        <p className={classes["note"]}>Shaded is what the expressions look at. The rest becomes labels and stays in the raw body.</p>
      </div>
      <div className={classes["members"]}>
        <h3>{headingOf(source, data, draft !== undefined)}</h3>
        <MappingFields draft={shown} preview={data} onChange={(member, text) => setDraft({ ...shown, [member]: text })} />
      </div>
      <div className={classes["outcome"]}>
        <MappingOutcome preview={data} />
        {preview.error ? <PartNotRead problem={preview.error} /> : null}
        <Keeping source={source} mapping={mappingOf(shown)} preview={data} onKept={() => setDraft(undefined)} />
      </div>
    </div>
  );
}

function headingOf({ preset }: SourceView, { kept }: MappingPreview, isChanged: boolean): string {
  if (preset !== null) return "Your own expressions";
  return kept !== null || isChanged ? "What is read of it" : "What Muster proposes";
}

function isSame(one: MappingForm, other: MappingForm): boolean {
  const textOf = (mapping: MappingForm) => JSON.stringify(mappingOf(draftOf(mapping)));
  return textOf(one) === textOf(other);
}

interface KeepingProps {
  source: SourceView;
  mapping: MappingForm;
  preview: MappingPreview;
  onKept: () => void;
}

/** Keeps the mapping, says that it is kept, or what belongs into the file. */
function Keeping({ source, mapping, preview, onKept }: KeepingProps) {
  const mayKeep = useMay("manager");
  const keeping = useCommand<SourceView>("sources");
  if (isSame(preview.kept ?? {}, mapping)) return preview.kept === null ? null : <p className={classes["note"]} role="status">Kept. The next delivery is read by it.</p>;
  if (source.isFromFile) {
    return (
      <div className={classes["file"]}>
        <p className={classes["note"]}>This source stands in the configuration file. Write the mapping there:</p>
        <Code label="Mapping for the file" content={mappingYaml(source.id, mapping)} />
      </div>
    );
  }
  if (!mayKeep) return <p className={classes["note"]}>A manager can keep a mapping.</p>;
  const keep = () => keeping.mutate({ method: "PUT", path: `/api/v1/sources/${encodeURIComponent(source.id)}/mapping`, body: { mapping } }, { onSuccess: onKept });
  return (
    <div className={classes["keep"]}>
      <Button onClick={keep} loading={keeping.isPending} disabled={preview.faults.length > 0}>Keep it</Button>
      <span className={classes["pale"]}>{preview.faults.length > 0 ? "An expression cannot be read yet." : "The next delivery is read by it. Alerts that are there stay as they are."}</span>
      {keeping.error ? <p className={classes["problem"]} role="alert">{[keeping.error.message, ...keeping.error.errors.map(({ message }) => message)].join(" ")}</p> : null}
    </div>
  );
}
