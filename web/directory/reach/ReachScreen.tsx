import { Button } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import type { ReachView } from "../../../server/features/directory/reach.contract.ts";
import { useSignedIn } from "../../api/session.ts";
import { Section } from "../../design/Section.tsx";
import { RowsSkeleton } from "../../design/Skeletons.tsx";
import { toast } from "../../design/toasts.ts";
import { NotRead } from "../../shell/NotRead.tsx";
import { Page } from "../../shell/Page.tsx";
import { useUsableChannels } from "../use-directory.ts";
import { AddMeans } from "./AddMeans.tsx";
import { OrderEditor } from "./OrderEditor.tsx";
import classes from "./Reach.module.css";
import { ReachMeans } from "./ReachMeans.tsx";
import { foresee } from "./reach-words.ts";
import { ThisBrowser } from "./ThisBrowser.tsx";
import { useReach, useReachCommand } from "./use-reach.ts";

const route = getRouteApi("/shell/people/$id/reach");

function openWords({ contacts }: ReachView, isMine: boolean): string {
  const unverified = contacts.filter(({ isVerified }) => !isVerified).length;
  if (unverified > 0) return unverified === 1 ? "One means is not verified yet." : `${unverified} means are not verified yet.`;
  return contacts.some(({ test }) => test?.answeredAt) ? "Everything named here is verified." : `Send ${isMine ? "yourself" : "them"} a test, so that it is known to work before the night it is needed.`;
}

function TestAll({ reach }: { reach: ReachView }) {
  const { send, isPending, problem } = useReachCommand(reach.personId);
  const test = () => void send("POST", "test").then(() => toast("Tests are on their way: answer each where it reaches you")).catch(() => undefined);
  return (
    <>
      <Button size="xs" variant="default" loading={isPending} onClick={test}>Send a test by all</Button>
      {problem === null ? null : <p className={classes["problem"]} role="alert">{problem.message}</p>}
    </>
  );
}

function FromFile({ reach, isMine }: { reach: ReachView; isMine: boolean }) {
  if (!reach.isFromFile) return null;
  return (
    <Section title="What the file says">
      <p className={classes["text"]}>A file that was applied names {isMine ? "you" : reach.name}. The means in it are changed there. What is added here stands beside it: no file takes it away, and none tells it.</p>
    </Section>
  );
}

function LoadedReach({ reach, isMine }: { reach: ReachView; isMine: boolean }) {
  const usable = useUsableChannels();
  const [isAdding, setAdding] = useState(false);
  const title = isMine ? "How you are reached" : `How ${reach.name} is reached`;
  const { so } = foresee(reach.contacts, reach.high.steps, usable);
  return (
    <Page
      title={title}
      so={`${isMine ? "When you are paged" : `When ${reach.name} is paged`}: ${so.charAt(0).toLowerCase()}${so.slice(1)}`}
      next={openWords(reach, isMine)}
      crumbs={isMine ? <Link to="/settings/account">My account</Link> : <Link to="/people/$id" params={{ id: reach.personId }}>{reach.name}</Link>}
      actions={<Button onClick={() => setAdding(true)}>Add a means</Button>}
      aside={
        <>
          <FromFile reach={reach} isMine={isMine} />
          {isMine ? <ThisBrowser personId={reach.personId} /> : null}
        </>
      }
    >
      <Section title={isMine ? "Your means" : "Their means"} count={reach.contacts.length} side={<TestAll reach={reach} />}>
        <ReachMeans reach={reach} usable={usable} />
      </Section>
      <OrderEditor title="When it is urgent" urgency="high" hint="Whatever the hour." reach={reach} usable={usable} />
      <OrderEditor title="When it can wait" urgency="low" hint={`Within the organization’s working hours, on ${isMine ? "your" : "their"} own clock.`} reach={reach} usable={usable} />
      {isAdding ? <AddMeans personId={reach.personId} usable={usable} onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}

function Reach({ personId, isMine }: { personId: string | null; isMine: boolean }) {
  const reach = useReach(personId);
  const title = isMine ? "How you are reached" : "How somebody is reached";
  if (reach.data !== undefined) return <LoadedReach key={reach.data.personId} reach={reach.data} isMine={isMine} />;
  if (reach.error === null) {
    return (
      <Page title={title} so={undefined}>
        <RowsSkeleton rows={4} />
      </Page>
    );
  }
  return (
    <Page title={title} so="This cannot be shown.">
      <NotRead what={title} problem={reach.error} onRetry={() => void reach.refetch()} />
    </Page>
  );
}

/** How whoever is signed in is reached. */
export function MyReachScreen() {
  return <Reach personId={useSignedIn()?.personId ?? null} isMine />;
}

/** How somebody is reached, for managers who help them. */
export function PersonReachScreen() {
  const { id } = route.useParams();
  const me = useSignedIn()?.personId ?? null;
  return <Reach personId={id} isMine={me === id} />;
}
