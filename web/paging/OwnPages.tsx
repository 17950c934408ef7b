import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useCommand } from "../api/queries.ts";
import { Since } from "../design/Clock.tsx";
import { Section } from "../design/Section.tsx";
import { Sheet } from "../design/Sheet.tsx";
import { toast } from "../design/toasts.ts";
import { useCalmLines } from "../design/use-calm-lines.ts";
import type { SubjectPages } from "./pages-lede.ts";
import classes from "./PagesScreen.module.css";

type Answer = "have" | "cannot";

const said: Record<Answer, string> = { have: "You have it. Nobody else is paged.", cannot: "Passed on. The next person is turned to now." };

/** What waits for the reader's own answer: the newest last, and nothing moves while somebody is about to press there. */
export function OwnPages({ waiting }: { waiting: readonly SubjectPages[] }) {
  const [isTouched, setIsTouched] = useState(false);
  const { lines, gone } = useCalmLines([...waiting].reverse(), { list: "own-pages", isHeld: isTouched, isNewestLast: true });
  const first = lines.find(({ id }) => !gone.has(id));
  if (lines.length === 0) return null;
  return (
    <Section title="Waits for you" count={waiting.length}>
      <div className={classes["stack"]} onPointerEnter={() => setIsTouched(true)} onPointerLeave={() => setIsTouched(false)}>
        {lines.map((subject) => (
          <OwnPage key={subject.id} subject={subject} isFirst={subject === first} isGone={gone.has(subject.id)} />
        ))}
      </div>
    </Section>
  );
}

interface OwnPageProps {
  subject: SubjectPages;
  isFirst: boolean;
  /** It waits no more, and stays for as long as somebody points here. */
  isGone: boolean;
}

function OwnPage({ subject, isFirst, isGone }: OwnPageProps) {
  const answering = useCommand<unknown, { answer: Answer }>("pages", "alerts");
  const [page] = subject.pages;
  const answer = (words: Answer) => {
    if (!page) return;
    const path = `/api/v1/pages/${page.id}/answer`;
    answering.mutate({ path, body: { answer: words } }, { onSuccess: () => void toast(said[words]), onError: (problem) => void toast(problem.message) });
  };
  const isShut = answering.isPending || isGone;
  return (
    <Sheet>
      <div className={classes["mine"]}>
        <div className={classes["about"]}>
          {subject.alertId === null ? <b>{subject.title}</b> : <Link to="/alerts/$id" params={{ id: subject.alertId }}>{subject.title}</Link>}
          <p>
            {subject.serviceName ?? "unassigned"}, {isGone ? "waits for you no more" : <>paged <Since at={Date.parse(page?.openedAt ?? subject.openedAt)} /> ago</>}
          </p>
        </div>
        <div className={classes["answers"]}>
          <Button variant="default" disabled={isShut} onClick={() => answer("cannot")}>I can’t</Button>
          <Button variant={isFirst ? "filled" : "default"} disabled={isShut} onClick={() => answer("have")}>I have it</Button>
        </div>
      </div>
    </Sheet>
  );
}
