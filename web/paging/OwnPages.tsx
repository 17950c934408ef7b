import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useCommand } from "../api/queries.ts";
import { Since } from "../design/Clock.tsx";
import { Section } from "../design/Section.tsx";
import { Sheet } from "../design/Sheet.tsx";
import { toast } from "../design/toasts.ts";
import type { SubjectPages } from "./pages-lede.ts";
import classes from "./PagesScreen.module.css";

type Answer = "have" | "cannot";

const said: Record<Answer, string> = { have: "You have it. Nobody else is paged.", cannot: "Passed on. The next person is turned to now." };

/** What waits for the reader's own answer. */
export function OwnPages({ waiting }: { waiting: readonly SubjectPages[] }) {
  if (waiting.length === 0) return null;
  return (
    <Section title="Waits for you" count={waiting.length}>
      <div className={classes["stack"]}>
        {waiting.map((subject, index) => (
          <OwnPage key={subject.id} subject={subject} isFirst={index === 0} />
        ))}
      </div>
    </Section>
  );
}

function OwnPage({ subject, isFirst }: { subject: SubjectPages; isFirst: boolean }) {
  const answering = useCommand<unknown, { answer: Answer }>("pages", "alerts");
  const [page] = subject.pages;
  const answer = (words: Answer) => {
    if (!page) return;
    const path = `/api/v1/pages/${page.id}/answer`;
    answering.mutate({ path, body: { answer: words } }, { onSuccess: () => void toast(said[words]), onError: (problem) => void toast(problem.message) });
  };
  return (
    <Sheet>
      <div className={classes["mine"]}>
        <div className={classes["about"]}>
          {subject.alertId === null ? <b>{subject.title}</b> : <Link to="/alerts/$id" params={{ id: subject.alertId }}>{subject.title}</Link>}
          <p>{subject.serviceName ?? "unassigned"}, paged <Since at={Date.parse(page?.openedAt ?? subject.openedAt)} /> ago</p>
        </div>
        <div className={classes["answers"]}>
          <Button variant="default" disabled={answering.isPending} onClick={() => answer("cannot")}>I can’t</Button>
          <Button variant={isFirst ? "filled" : "default"} disabled={answering.isPending} onClick={() => answer("have")}>I have it</Button>
        </div>
      </div>
    </Sheet>
  );
}
