import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import type { IncidentDetail } from "../../../server/features/incidents/contract.ts";
import { useOfNow } from "../../design/NowProvider.tsx";
import { ProblemWords } from "../../design/ProblemWords.tsx";
import { Section } from "../../design/Section.tsx";
import { momentWords } from "../../design/wording.ts";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import { mayAnswer } from "./observing.ts";
import { youOr } from "../room-words.ts";
import classes from "../people/People.module.css";

type Question = IncidentDetail["questions"][number];

/** Whoever commands or communicates answers, or lets it wait. */
function Answering({ question }: { question: Question }) {
  const [answer, setAnswer] = useState("");
  const settling = useRoomCommand();
  const settle = (body: object) => settling.run({ to: `questions/${question.id}/settle`, body });
  return (
    <div className={classes["form"]}>
      <Textarea autosize minRows={1} maxRows={8} maxLength={10_000} aria-label={`Answer to ${question.by.name}`} placeholder="Your answer" value={answer} onChange={(event) => setAnswer(event.currentTarget.value)} />
      <Button size="xs" variant="default" disabled={answer.trim() === ""} loading={settling.isPending} onClick={() => settle({ outcome: "answered", answer: answer.trim() })}>Answer</Button>
      {question.outcome === "open" ? <Button size="xs" variant="subtle" disabled={settling.isPending} onClick={() => settle({ outcome: "waits" })}>Let it wait</Button> : null}
      <ProblemWords problem={settling.error} />
    </div>
  );
}

function QuestionRow({ question }: { question: Question }) {
  const { incident, me } = useRoom();
  const { text, by, askedAt, outcome, answer, settledBy } = question;
  const moment = useOfNow((now) => momentWords(Date.parse(askedAt), now));
  return (
    <li className={classes["question"]}>
      <p dir="auto">{text ?? "taken out"}</p>
      <p className={classes["pale"]}>{youOr(by, me)}, {moment}{outcome === "waits" ? ", waits" : ""}</p>
      {answer === null ? null : <p className={classes["answer"]} dir="auto">{answer}{settledBy === null ? null : <span className={classes["pale"]}> {youOr(settledBy, me)}</span>}</p>}
      {outcome !== "answered" && by.id !== me && mayAnswer(incident, me) ? <Answering question={question} /> : null}
    </li>
  );
}

/** What the commander is asked, or whoever communicates for them. Who asked sees the answer here; nobody else need look. */
export function Questions() {
  const { incident, me } = useRoom();
  const isAnswering = mayAnswer(incident, me);
  const mine = incident.questions.filter(({ by, outcome }) => by.id === me || (isAnswering && outcome !== "answered"));
  if (mine.length === 0) return null;
  const open = mine.filter(({ outcome }) => outcome === "open").length;
  return (
    <Section title={isAnswering ? "Questions to you" : "Your questions"} count={open === 0 ? undefined : `${open} open`}>
      <ul>
        {mine.map((question) => (
          <QuestionRow key={question.id} question={question} />
        ))}
      </ul>
    </Section>
  );
}
