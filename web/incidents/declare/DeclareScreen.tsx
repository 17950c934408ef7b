import { getRouteApi, useNavigate } from "@tanstack/react-router";
import type { IncidentView } from "../../../server/features/incidents/contract.ts";
import type { ProcessWords } from "../../../server/features/process/contract.ts";
import { useAddress, useCommand } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { ProblemWords } from "../../design/ProblemWords.tsx";
import { Refused } from "../../design/Refused.tsx";
import { Section } from "../../design/Section.tsx";
import { Page } from "../../shell/Page.tsx";
import { useDraft } from "../composer/use-draft.ts";
import { DeclareFields } from "./DeclareFields.tsx";
import { bodyOf, emptyDeclaration, placeOf } from "./declaration.ts";
import { LikeIncidents } from "./LikeIncidents.tsx";
import classes from "./Declare.module.css";

const route = getRouteApi("/shell/declare");

/** Declares an incident in seconds: a title is enough; the rest can be said in its room. */
export function DeclareScreen() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const mayDeclare = useMay("responder");
  const process = useAddress<ProcessWords>("settings", "/api/v1/process");
  const { body: wish, change, forget } = useDraft(placeOf(search), emptyDeclaration(search));
  const declare = useCommand<IncidentView>("incidents", "alerts");
  const send = () => {
    const body = bodyOf(wish, search);
    if (body === null || declare.isPending) return;
    declare.mutate({ path: "/api/v1/incidents", body }, {
      onSuccess: ({ ref }) => {
        forget();
        void navigate({ to: "/incidents/$ref", params: { ref } });
      },
    });
  };
  if (!mayDeclare) {
    return (
      <Page title="Declare an incident" so="Responders declare incidents.">
        <Refused title="You look on" reason="Ask an administrator for the role of responder. Whoever has no account says what they see at /report." />
      </Page>
    );
  }
  return (
    <Page title="Declare an incident" so="What is happening?" next="One sentence is enough. You command it until you hand it over." aside={<Aside words={wish.title} process={process.data} />}>
      <form className={classes["form"]} onSubmit={(event) => { event.preventDefault(); send(); }}>
        <DeclareFields wish={wish} process={process.data} problem={process.error} isBusy={declare.isPending} onChange={change} />
        <ProblemWords problem={declare.error} />
      </form>
    </Page>
  );
}

function Aside({ words, process }: { words: string; process: ProcessWords | undefined }) {
  return (
    <>
      <LikeIncidents words={words} />
      {process === undefined || process.declareWhen.length === 0 ? null : (
        <Section title="Declare when" rule="line">
          <ul className={classes["when"]}>{process.declareWhen.map((text) => <li key={text}>{text}</li>)}</ul>
        </Section>
      )}
    </>
  );
}
