import { Button } from "@mantine/core";
import { IconAlertTriangle, IconHelpCircle } from "@tabler/icons-react";
import { useState } from "react";
import type { ProcessDraftView, ProcessFindingView } from "../../server/features/process/draft.contract.ts";
import { Worded } from "../configuration/Worded.tsx";
import { CommentThread } from "./CommentThread.tsx";
import { isWaiting } from "./process-lede.ts";
import { SayForm } from "./SayForm.tsx";
import { TriedCard } from "./TriedCard.tsx";
import { draftPath, useDraftCommand } from "./use-process.ts";
import classes from "./Process.module.css";

interface PartMarginProps {
  part: string;
  draft: ProcessDraftView;
  mayWrite: boolean;
  onYaml: ((line: number) => void) | undefined;
  /** Beside the first part stands what the whole draft comes to. */
  isFirst: boolean;
}

/** What is found in a part and what people say of it, beside it. */
export function PartMargin({ part, draft, mayWrite, onYaml, isFirst }: PartMarginProps) {
  const findings = draft.findings.filter((finding) => finding.part === part);
  const first = draft.comments.filter((comment) => comment.part === part && comment.repliesTo === null);
  const [isWriting, setIsWriting] = useState(false);
  return (
    <aside className={classes["margin"]} aria-label="Findings and comments">
      {isFirst ? <TriedCard version={(draft.newestVersion ?? 0) + 1} /> : null}
      {findings.map((finding) => <FindingCard key={finding.id} finding={finding} mayWrite={mayWrite} onYaml={onYaml} />)}
      {first.map((comment) => <CommentThread key={comment.id} comment={comment} replies={draft.comments.filter(({ repliesTo }) => repliesTo === comment.id)} mayWrite={mayWrite} />)}
      {mayWrite && !isWriting ? <Button className={classes["say"] ?? ""} size="compact-xs" variant="subtle" onClick={() => setIsWriting(true)}>Say something</Button> : null}
      {isWriting ? <SayForm label="Comment" confirm="Say it" onSay={(text) => ({ path: `${draftPath}/comments`, body: { part, text } })} onClose={() => setIsWriting(false)} /> : null}
    </aside>
  );
}

const titles = { mend: "Must be mended", answer: "Needs an answer", know: "Worth knowing" } as const;

interface FindingCardProps {
  finding: ProcessFindingView;
  mayWrite: boolean;
  onYaml: ((line: number) => void) | undefined;
}

/** A finding: ink edge where it must be dealt with, dashed where it is worth knowing. */
function FindingCard({ finding, mayWrite, onYaml }: FindingCardProps) {
  const { weight, sentence, mend, answer, id } = finding;
  const [isAnswering, setIsAnswering] = useState(false);
  const Icon = weight === "know" ? IconHelpCircle : IconAlertTriangle;
  return (
    <div className={classes["finding"]} data-waiting={isWaiting(finding) || undefined}>
      <p className={classes["kind"]}><Icon size={14} stroke={1.7} aria-hidden="true" />{answer === null ? titles[weight] : "Answered"}</p>
      <p><Worded text={sentence} /></p>
      {answer === null ? <p className={classes["mend"]}><Worded text={mend} /></p> : <p>“{answer.text}” <span className={classes["pale"]}>{answer.by.name}</span></p>}
      {mayWrite && !isAnswering ? <FindingActs finding={finding} onAnswer={() => setIsAnswering(true)} onYaml={onYaml} /> : null}
      {isAnswering ? <SayForm label="Why it may stand as it is" confirm="Answer" onSay={(text) => ({ method: "PUT", path: `${draftPath}/answers`, body: { finding: id, text } })} onClose={() => setIsAnswering(false)} /> : null}
    </div>
  );
}

function FindingActs({ finding: { id, weight, line, answer }, onAnswer, onYaml }: Pick<FindingCardProps, "finding" | "onYaml"> & { onAnswer: () => void }) {
  const taking = useDraftCommand();
  const takeBack = () => taking.mutate({ method: "PUT", path: `${draftPath}/answers`, body: { finding: id, text: null } });
  return (
    <div className={classes["acts"]}>
      {weight === "answer" && answer === null ? <Button size="compact-xs" variant="default" onClick={onAnswer}>Answer</Button> : null}
      {answer === null ? null : <Button size="compact-xs" variant="subtle" loading={taking.isPending} onClick={takeBack}>Take it back</Button>}
      {onYaml && weight === "mend" ? <Button size="compact-xs" variant="default" onClick={() => onYaml(line)}>Line {line}</Button> : null}
    </div>
  );
}
