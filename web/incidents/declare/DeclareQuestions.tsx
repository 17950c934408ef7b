import { Button } from "@mantine/core";
import { IconFlag } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { DeclareQuestionView } from "../../../server/features/incidents/unmanaged.contract.ts";
import type { List } from "../../api/client.ts";
import { useAddress } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { NoticeBar } from "../../design/NoticeBar.tsx";
import { useOfNow } from "../../design/NowProvider.tsx";
import { momentWords } from "../../design/wording.ts";
import classes from "./Declare.module.css";
import { NoIncidentDialog } from "./NoIncidentDialog.tsx";

/** The clock asks too, and no event tells of it. */
const askedEvery = 60_000;

/** Alerts that look like an incident and are none yet: declare one, or say why not. Nothing is drawn where nothing is asked. */
export function DeclareQuestions({ me }: { me: string | null }) {
  const questions = useAddress<List<DeclareQuestionView>>("alerts", "/api/v1/declare-questions", { every: askedEvery }).data?.items ?? [];
  return questions.map((question) => <DeclareQuestion key={question.groupId} question={question} me={me} />);
}

/** What somebody said of alerts of the same service before. */
function Earlier({ answer: { title, at, by, reason } }: { answer: DeclareQuestionView["earlier"][number] }) {
  const moment = useOfNow((now) => momentWords(Date.parse(at), now));
  return <span className={classes["earlier"]}>“{title}” was no incident, said {by} at {moment}{reason === null ? "." : `: “${reason}”`}</span>;
}

function DeclareQuestion({ question, me }: { question: DeclareQuestionView; me: string | null }) {
  const { groupId, title, service, because, people, earlier } = question;
  const [isDeclining, setDeclining] = useState(false);
  const mayWork = useMay("responder");
  const isMine = people.some(({ id }) => id === me);
  const others = people.map(({ name }) => name).join(", ");
  return (
    <>
      <NoticeBar
        icon={<IconFlag size={18} stroke={1.6} />}
        title={`Is “${title}” an incident?`}
        text={
          <>
            {`${because.join(". ")}.${isMine || others === "" ? "" : ` ${others} was asked.`}`}
            {earlier.map((answer) => <Earlier key={answer.at} answer={answer} />)}
          </>
        }
        actions={
          mayWork ? (
            <>
              <Button size="xs" variant="default" renderRoot={(props) => <Link to="/declare" search={{ title, group: groupId, ...(service === null ? {} : { service: service.id }) }} {...props} />}>Declare</Button>
              <Button size="xs" variant="subtle" onClick={() => setDeclining(true)}>Not an incident</Button>
            </>
          ) : null
        }
      />
      {isDeclining ? <NoIncidentDialog groupId={groupId} title={title} onClose={() => setDeclining(false)} /> : null}
    </>
  );
}
