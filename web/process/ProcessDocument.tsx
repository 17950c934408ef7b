import { Button } from "@mantine/core";
import { IconChevronRight, IconPencil } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import type { ProcessDraftView, ProcessPartView, ProcessVersionView } from "../../server/features/process/draft.contract.ts";
import { Blocks } from "./Blocks.tsx";
import { type EditedPart, PartDialog } from "./edit/PartDialog.tsx";
import { Sheet } from "../design/Sheet.tsx";
import { PartMargin } from "./PartMargin.tsx";
import classes from "./Process.module.css";

interface ProcessDocumentProps {
  parts: readonly ProcessPartView[];
  /** The draft whose parts these are; without it they are only read. */
  draft?: ProcessDraftView;
  mayWrite?: boolean;
  /** Goes to a line of the text. */
  onYaml?: (line: number) => void;
  /** What was answered to findings as the version was published. */
  reason?: ProcessVersionView["answers"];
}

/** The parts of the process, each with what is found in it and said of it in the margin. */
export function ProcessDocument({ parts, draft, mayWrite = false, onYaml, reason = [] }: ProcessDocumentProps) {
  const [edited, setEdited] = useState<EditedPart | null>(null);
  return (
    <div className={classes["document"]}>
      {reason.length === 0 ? null : (
        <Sheet look="dashed">
          <div className={classes["finding"]}>
            <b>Answered when it was published</b>
            {reason.map(({ finding, sentence, answer }) => <p key={finding}>{sentence} “{answer}”</p>)}
          </div>
        </Sheet>
      )}
      {parts.map((part) => (
        <section key={part.id} id={`process-${part.id}`} className={classes["part"]} aria-labelledby={`process-${part.id}-title`}>
          <PartWords
            part={part}
            edit={draft && mayWrite ? <EditButton part={part} draft={draft} onEdit={setEdited} onYaml={onYaml} /> : null}
            onCell={draft && mayWrite ? (priority, severity) => setEdited({ part: "grid", priority, severity }) : undefined}
          />
          {draft ? <PartMargin part={part.id} draft={draft} mayWrite={mayWrite} onYaml={onYaml} isFirst={part === parts[0]} /> : null}
        </section>
      ))}
      {edited && draft ? <PartDialog edited={edited} draft={draft} onClose={() => setEdited(null)} /> : null}
    </div>
  );
}

/** What few look up while they read the rest. */
const folded: readonly string[] = ["error-budget", "roles", "brought-in"];

/** A part in words; the long ones are folded, and say what changed in them. */
function PartWords({ part, edit, onCell }: { part: ProcessPartView; edit: ReactNode; onCell: ((priority: string, severity: string) => void) | undefined }) {
  const isFolding = folded.includes(part.id);
  const [isOpen, setIsOpen] = useState(!isFolding);
  const bodyId = `process-${part.id}-words`;
  return (
    <div className={classes["words"]} data-changed={part.isChanged || undefined}>
      <div className={classes["heading"]}>
        <h2 id={`process-${part.id}-title`}>
          {isFolding ? (
            <button type="button" aria-expanded={isOpen} aria-controls={bodyId} onClick={() => setIsOpen(!isOpen)}>
              <IconChevronRight size={14} stroke={1.8} aria-hidden="true" />
              {part.title}
            </button>
          ) : part.title}
        </h2>
        {edit}
        {isFolding && !isOpen && part.isChanged ? <span className={classes["pale"]}>{part.changes.length === 1 ? `one change: ${part.changes[0] ?? ""}` : `${part.changes.length} changes`}</span> : null}
      </div>
      <div id={bodyId} className={classes["blocks"]} hidden={!isOpen}>
        <Blocks part={part} onCell={onCell} />
      </div>
    </div>
  );
}

const inPlace = ["severities", "priorities", "time-boxes", "news"] as const;

/** Edits a part in place where it has fields, else in the text. */
function EditButton({ part, draft, onEdit, onYaml }: { part: ProcessPartView; draft: ProcessDraftView; onEdit: (edited: EditedPart) => void; onYaml: ((line: number) => void) | undefined }) {
  const own = inPlace.find((id) => id === part.id);
  if (part.id === "grid") return null;
  const edit = () => (own === undefined ? onYaml?.(lineOf(draft.text, part.id)) : onEdit({ part: own }));
  return <Button size="compact-xs" variant="subtle" leftSection={<IconPencil size={13} stroke={1.7} />} aria-label={`Edit: ${part.title}`} onClick={edit}>Edit</Button>;
}

const members: Readonly<Record<string, string>> = { declare: "declareWhen", "error-budget": "errorBudget", roles: "roles", "brought-in": "join", relief: "relief", "war-room": "warRoom", retrospective: "retrospective" };

/** Where in the text a part begins. */
function lineOf(text: string, part: string): number {
  return Math.max(1, text.split("\n").findIndex((line) => line.startsWith(`  ${members[part] ?? ""}:`)) + 1);
}
