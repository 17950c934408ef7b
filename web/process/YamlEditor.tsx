import { Button, Textarea } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { ProcessDraftView } from "../../server/features/process/draft.contract.ts";
import { Worded } from "../configuration/Worded.tsx";
import { NoticeBar } from "../design/NoticeBar.tsx";
import { ProblemWords } from "../design/ProblemWords.tsx";
import { toast } from "../design/toasts.ts";
import { draftPath, useCheckedText, useDraftCommand } from "./use-process.ts";
import classes from "./Process.module.css";

interface YamlEditorProps {
  draft: ProcessDraftView;
  /** Where to begin. */
  line: number;
  mayWrite: boolean;
  onDone: () => void;
}

const titles = { mend: "must be mended", answer: "needs an answer", know: "worth knowing" } as const;

/** The draft as its text, with what is found in it at its lines as one types. */
export function YamlEditor({ draft, line, mayWrite, onDone }: YamlEditorProps) {
  const [base, setBase] = useState({ text: draft.text, revision: draft.revision });
  const [text, setText] = useState(draft.text);
  const field = useRef<HTMLTextAreaElement>(null);
  const { findings, isCurrent, problem } = useCheckedText(text);
  const saving = useDraftCommand();
  useEffect(() => goTo(field.current, line), [line]);
  const isOvertaken = draft.revision !== base.revision && draft.text !== text;
  const startAnew = () => {
    setBase({ text: draft.text, revision: draft.revision });
    setText(draft.text);
  };
  const save = () =>
    saving.mutate({ method: "PUT", path: draftPath, body: { revision: base.revision, text } }, {
      onSuccess: () => {
        toast("The draft is kept.");
        onDone();
      },
    });
  return (
    <div className={classes["yaml"]}>
      {isOvertaken ? <NoticeBar title="Somebody wrote on the draft since you began." text="Yours cannot be kept over theirs." actions={<Button size="xs" variant="default" onClick={startAnew}>Begin again from theirs</Button>} /> : null}
      <div className={classes["editor"]}>
        <ol className={classes["gutter"]} aria-hidden="true">{text.split("\n").map((_, place) => <li key={place} data-wrong={findings.some((finding) => finding.weight === "mend" && finding.line === place + 1) || undefined}>{place + 1}</li>)}</ol>
        <Textarea ref={field} aria-label="The draft as YAML" classNames={{ input: classes["code"] ?? "" }} rows={text.split("\n").length + 1} wrap="off" spellCheck={false} autoComplete="off" readOnly={!mayWrite} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      </div>
      <ul className={classes["lines"]} aria-label="What is found" aria-live="polite">
        {findings.map(({ id, line: at, sentence, mend, weight }) => (
          <li key={id}>
            <button type="button" onClick={() => goTo(field.current, at)}>Line {at}</button> <span className={classes["pale"]}>{titles[weight]}</span> <Worded text={`${sentence} ${mend}`} />
          </li>
        ))}
        {isCurrent && findings.length === 0 ? <li>Nothing is found in it.</li> : null}
      </ul>
      <ProblemWords problem={saving.error ?? problem} />
      <div className={classes["acts"]}>
        {mayWrite ? <Button loading={saving.isPending} disabled={text === base.text || isOvertaken} onClick={save}>Keep it</Button> : null}
        <Button variant="subtle" onClick={onDone}>Leave it</Button>
      </div>
    </div>
  );
}

/** Puts the caret at a line, and that line into sight. */
function goTo(field: HTMLTextAreaElement | null, line: number): void {
  if (!field) return;
  const lines = field.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  field.focus();
  field.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  const height = field.scrollHeight / Math.max(1, lines.length + 1);
  field.scrollIntoView({ block: "start" });
  window.scrollBy({ top: Math.max(0, (line - 6) * height) });
}
