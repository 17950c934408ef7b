import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { IconPrinter } from "@tabler/icons-react";
import type { QuestionsView } from "../../server/features/process/draft.contract.ts";
import { useAddress } from "../api/queries.ts";
import { Empty } from "../design/Empty.tsx";
import { capital, numberWord } from "../design/number-words.ts";
import { RowsSkeleton } from "../design/Skeletons.tsx";
import { SettingsPage } from "../settings/SettingsPage.tsx";
import { NotRead } from "../shell/NotRead.tsx";
import classes from "./Questions.module.css";

/** The ten questions that a process must answer, answered from the one in force; made to be printed. */
export function QuestionsScreen() {
  const { data, error, refetch } = useAddress<QuestionsView>("settings", "/api/v1/process/questions");
  const { so, next } = ledeOf(data);
  const print = <Button variant="default" leftSection={<IconPrinter size={15} stroke={1.7} />} onClick={() => window.print()}>Print</Button>;
  return (
    <SettingsPage title="Ten questions" so={error ? "The answers cannot be read." : so} next={error ? undefined : next} crumbs={<><Link to="/settings">Settings</Link> / <Link to="/settings/process">Process</Link> / Ten questions</>} actions={data && data.version !== null ? print : undefined}>
      {error ? <NotRead what="The answers" problem={error} onRetry={() => void refetch()} /> : null}
      {data === undefined && !error ? <RowsSkeleton rows={10} /> : null}
      {data?.version === null ? <Empty title="Nobody has written the process down yet" text="The answers come from it." action={<Link to="/settings/process">Write it down</Link>} /> : null}
      {data ? <Answers questions={data.questions} /> : null}
    </SettingsPage>
  );
}

function ledeOf(data: QuestionsView | undefined): { so: string | undefined; next?: string } {
  if (data === undefined) return { so: undefined };
  if (data.version === null) return { so: "There is no process to answer from yet." };
  const open = data.questions.filter(({ answer }) => answer === null).length;
  const so = open === 0 ? `Version ${data.version} of the process answers all ten questions.` : `Version ${data.version} of the process leaves ${numberWord(open)} of ten questions open.`;
  return { so, next: "Each answer comes from the part it names, and changes with it." };
}

function Answers({ questions }: { questions: QuestionsView["questions"] }) {
  return (
    <ol className={classes["questions"]}>
      {questions.map(({ question, answer, parts }, place) => (
        <li key={question}>
          <h2><span aria-hidden="true">{place + 1}</span>{question}</h2>
          <p className={answer === null ? classes["open"] : undefined}>{answer ?? "The process does not say."}</p>
          <p className={classes["from"]}>
            {answer === null ? "It would stand in " : "From "}
            {parts.map(({ id, title }, index) => (
              <span key={id}>{index === 0 ? "" : ", "}<Link to="/settings/process" hash={`process-${id}`}>{capital(title.split(",")[0] ?? title)}</Link></span>
            ))}
          </p>
        </li>
      ))}
    </ol>
  );
}
