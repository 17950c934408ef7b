import { Button, Textarea } from "@mantine/core";
import { IconCornerUpLeft, IconX } from "@tabler/icons-react";
import type { KeyboardEvent } from "react";
import { useState } from "react";
import { Keys } from "../../design/Keys.tsx";
import { useRoom } from "../room-context.tsx";
import type { Opened } from "../room-dialogs.ts";
import { firstName, isOpenToWords } from "../room-words.ts";
import { type Beginning, plainBeginning } from "../timeline/beginning.ts";
import { shortOf } from "../timeline/entry-words.ts";
import { AttachmentList } from "./AttachmentList.tsx";
import classes from "./Composer.module.css";
import { DecisionFields } from "./DecisionFields.tsx";
import { EvidenceFields } from "./EvidenceFields.tsx";
import { HappenedAt } from "./HappenedAt.tsx";
import { noteFieldId } from "./note-field.ts";
import { useFileDrop } from "./use-file-drop.ts";
import { useWriting } from "./use-writing.ts";

type Mode = "note" | "decision" | "evidence";

const names: Record<Mode, string> = { note: "Note", decision: "Decision", evidence: "What is to be seen" };

function verbOf(mode: Mode, hasFiles: boolean): string {
  if (mode === "decision") return "Record";
  return hasFiles ? "Attach" : "Post";
}

const placeholders: Record<Mode, string> = {
  note: "Write what you see. Paste a picture or a log.",
  decision: "What was decided, and why.",
  evidence: "What is to be seen in it.",
};

export interface ComposerProps {
  beginning: Beginning;
  onBegin: (beginning: Beginning) => void;
  onWritten: () => void;
  onOpen: (opened: Opened) => void;
  /** Enter begins a new line, as people expect under their thumbs. */
  isPhone?: boolean;
}

interface ModesProps {
  mode: Mode;
  onMode: (mode: Mode) => void;
  onUpdate: () => void;
}

function Modes({ mode, onMode, onUpdate }: ModesProps) {
  return (
    <div className={classes["modes"]} role="group" aria-label="What to write">
      <button type="button" aria-pressed={mode === "note"} onClick={() => onMode("note")}>Note</button>
      <button type="button" aria-haspopup="dialog" onClick={onUpdate}>Update</button>
      <button type="button" aria-pressed={mode === "decision"} onClick={() => onMode("decision")}>Decision</button>
      <button type="button" aria-pressed={mode === "evidence"} onClick={() => onMode("evidence")}>Evidence</button>
    </div>
  );
}

function Answering({ beginning: { replyTo, as }, onBegin }: Pick<ComposerProps, "beginning" | "onBegin">) {
  if (replyTo === null) return null;
  return (
    <p className={classes["answering"]}>
      <IconCornerUpLeft size={13} stroke={1.8} aria-hidden="true" />
      <span>{as === "decision" ? "Decides on" : "Answers"} {firstName(replyTo.actor.name)}: {shortOf(replyTo)}</span>
      <button type="button" aria-label="Answer nothing" onClick={() => onBegin({ replyTo: null, as })}><IconX size={13} stroke={2} /></button>
    </p>
  );
}

/** Why nothing can be written, for who only looks on. */
function LooksOn() {
  const { incident } = useRoom();
  const words = isOpenToWords(incident) ? "You see everything here and write nothing: responders do. Ask an administrator for that role." : `This incident is ${incident.status}; nothing is written here any more.`;
  return <p className={classes["looksOn"]}>{words}</p>;
}

/** The place to write: what one sees, what was decided, what shows it. Nothing here reaches customers. */
export function Composer(props: ComposerProps) {
  const { incident, mayWork } = useRoom();
  return mayWork && isOpenToWords(incident) ? <WritingPlace {...props} /> : <LooksOn />;
}

function WritingPlace({ beginning, onBegin, onWritten, onOpen, isPhone = false }: ComposerProps) {
  const [isEvidence, setEvidence] = useState(false);
  const mode: Mode = isEvidence ? "evidence" : beginning.as;
  const writing = useWriting(beginning, () => {
    onBegin(plainBeginning);
    setEvidence(false);
    onWritten();
  });
  const { written, write, files } = writing;
  const isOver = useFileDrop(files.add);
  const choose = (chosen: Mode) => {
    setEvidence(chosen === "evidence");
    onBegin({ ...beginning, as: chosen === "decision" ? "decision" : "note" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing || isPhone) return;
    event.preventDefault();
    writing.submit();
  };
  return (
    <div className={classes["composer"]} data-over={isOver || undefined}>
      <Modes mode={mode} onMode={choose} onUpdate={() => onOpen({ kind: "update" })} />
      <Answering beginning={beginning} onBegin={onBegin} />
      {mode === "evidence" ? <EvidenceFields onFiles={files.add} /> : null}
      {mode === "decision" ? <DecisionFields weighing={written.weighing} onChange={(weighing) => write({ ...written, weighing })} /> : null}
      <AttachmentList attachments={files.attachments} onDrop={files.drop} onUnwrap={writing.unwrap} />
      <Textarea
        id={noteFieldId} variant="unstyled" classNames={{ input: classes["field"] ?? "" }} autosize minRows={isPhone ? 3 : 1} maxRows={10} aria-label={names[mode]}
        placeholder={placeholders[mode]} value={written.text} data-autofocus={isPhone || undefined}
        onChange={(event) => write({ ...written, text: event.currentTarget.value })} onKeyDown={onKeyDown} onPaste={writing.onPaste}
      />
      <div className={classes["foot"]}>
        <HappenedAt value={written.at} onChange={(at) => write({ ...written, at })} />
        <Button size="xs" variant={isPhone ? "filled" : "default"} disabled={!writing.isReady} loading={writing.isSending} onClick={writing.submit} rightSection={<Keys keys="↵" />}>
          {verbOf(mode, files.attachments.length > 0)}
        </Button>
      </div>
      {isOver ? <p className={classes["over"]}>Drop it, and it is attached here</p> : null}
    </div>
  );
}
