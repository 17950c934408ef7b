import { Button } from "@mantine/core";
import type { RetrospectiveDetail } from "../../server/features/retrospectives/contract.ts";
import { findBlame, takeWording, type Blame } from "../../server/features/retrospectives/wording.rules.ts";
import { ProblemWords } from "../design/ProblemWords.tsx";
import { marked } from "./marked-text.ts";
import classes from "./Retrospective.module.css";
import type { SavingState } from "./section-keeper.ts";
import { type SectionWriting, useSection } from "./use-section.ts";

type Section = RetrospectiveDetail["sections"][number];

export interface EditorProps {
  retrospectiveId: string;
  section: Section;
  mayWrite: boolean;
  children?: React.ReactNode;
}

const stateWords: Readonly<Record<SavingState, string>> = { saved: "", typing: "", saving: "Saving", waits: "Muster is away. What you write is kept here and saved when it is back." };

/** One section: its question, and the text that people write together. */
export function SectionEditor({ retrospectiveId, section, mayWrite, children }: EditorProps) {
  const writing = useSection(retrospectiveId, section);
  const isEmpty = writing.text.trim() === "";
  return (
    <section className={classes["section"]} id={`section-${section.id}`} aria-labelledby={`title-${section.id}`}>
      <h2 id={`title-${section.id}`}>{section.title}{section.isRequired && isEmpty ? <span className={classes["required"]}>needed before approval</span> : null}</h2>
      <p className={classes["prompt"]}>{section.prompt}</p>
      {children}
      {mayWrite ? <Field section={section} writing={writing} /> : <p className={classes["read"]}>{isEmpty ? "Nothing stands here yet." : writing.text}</p>}
      {isEmpty && section.proposal !== null && mayWrite ? <Proposal text={section.proposal} onTake={() => writing.change(section.proposal ?? "")} /> : null}
      {writing.conflict === null ? null : <ConflictCard writing={writing} />}
      <ProblemWords problem={writing.problem} />
      <p className={classes["saving"]} role="status">{stateWords[writing.state]}</p>
      {mayWrite ? <Wording text={writing.text} onTake={(blame) => writing.change(takeWording(writing.text, blame))} /> : null}
    </section>
  );
}

/** The text over a mirror of itself, in which words that read as blame are underlined. */
function Field({ section, writing }: { section: Section; writing: SectionWriting }) {
  return (
    <div className={classes["field"]}>
      <div className={classes["mirror"]} aria-hidden="true">
        {marked(writing.text, findBlame(writing.text)).map(({ text, isMarked, start }) => (isMarked ? <mark key={start}>{text}</mark> : <span key={start}>{text}</span>))}
        {"\n"}
      </div>
      <textarea aria-label={section.title} placeholder="Write what you know" maxLength={1_000_000} value={writing.text} onChange={(event) => writing.change(event.currentTarget.value)} />
    </div>
  );
}

function Proposal({ text, onTake }: { text: string; onTake: () => void }) {
  return (
    <div className={classes["card"]}>
      <p><b>From what is known</b></p>
      <p>{text}</p>
      <Button size="xs" variant="default" onClick={onTake}>Begin with this</Button>
    </div>
  );
}

function ConflictCard({ writing: { conflict, settle } }: { writing: SectionWriting }) {
  return (
    <div className={classes["card"]} role="alert">
      <p><b>{conflict?.by} changed the same lines while you wrote.</b> Both texts are kept until you choose.</p>
      <pre>{conflict?.text}</pre>
      <div className={classes["choices"]}>
        <Button size="xs" onClick={() => settle("both")}>Keep both</Button>
        <Button size="xs" variant="default" onClick={() => settle("mine")}>Keep mine</Button>
        <Button size="xs" variant="default" onClick={() => settle("theirs")}>Take theirs</Button>
      </div>
    </div>
  );
}

const mostHints = 2;

function Wording({ text, onTake }: { text: string; onTake: (blame: Blame) => void }) {
  const found = findBlame(text).slice(0, mostHints);
  return found.map((blame) => (
    <div key={`${blame.start} ${blame.words}`} className={classes["card"]}>
      <p><b>“{blame.words}” may read as blame.</b> {blame.advice}</p>
      {blame.replacement === null ? null : <Button size="xs" variant="default" onClick={() => onTake(blame)}>{blame.replacement === "" ? "Leave the word out" : `Write “${blame.replacement}”`}</Button>}
    </div>
  ));
}
