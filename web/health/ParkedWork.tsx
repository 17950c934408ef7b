import { Button } from "@mantine/core";
import { useState } from "react";
import type { Health, ParkedWorkView } from "../../server/start/health.contract.ts";
import { useCommand } from "../api/queries.ts";
import { Since } from "../design/Clock.tsx";
import { OnceDialog } from "../design/OnceDialog.tsx";
import { Section } from "../design/Section.tsx";
import { toast } from "../design/toasts.ts";
import classes from "./ParkedWork.module.css";

/** What the work is, in words of the product; a kind that is not here is named as it is. */
function workName({ kind }: ParkedWorkView): string {
  if (kind.startsWith("page.deliver")) return "A page to somebody";
  if (kind.startsWith("escalation.")) return "A step of an escalation";
  return kind === "notice.mail" ? "A notice to the administrators" : kind;
}

function isForPeople({ kind }: ParkedWorkView): boolean {
  return kind.startsWith("page.deliver") || kind.startsWith("escalation.");
}

function DropDialog({ work, onClose }: { work: ParkedWorkView; onClose: () => void }) {
  const dropping = useCommand<Health>("settings");
  const confirm = () => {
    const done = () => {
      onClose();
      toast("It is dropped.");
    };
    dropping.mutate({ path: `/api/v1/health/parked/${work.id}/drop` }, { onSuccess: done });
  };
  return (
    <OnceDialog
      isOpen
      title="Drop this work?"
      consequence={isForPeople(work) ? "It is never done: whoever was to hear of it does not hear of it by this. The audit trail keeps that you dropped it." : "It is never done. The audit trail keeps that you dropped it."}
      confirm="Drop it"
      keep="Keep it"
      isBusy={dropping.isPending}
      problem={dropping.error?.message}
      onConfirm={confirm}
      onClose={onClose}
    >
      {workName(work)}: {work.key}
    </OnceDialog>
  );
}

function ParkedLine({ work, onDrop }: { work: ParkedWorkView; onDrop: () => void }) {
  const trying = useCommand<Health>("settings");
  const tryAgain = () => trying.mutate({ path: `/api/v1/health/parked/${work.id}/retry` }, { onSuccess: () => toast("It is tried again.") });
  return (
    <li>
      <div>
        <p>
          {workName(work)}, put aside <Since at={Date.parse(work.parkedAt)} /> ago
        </p>
        <p>{work.fault}</p>
        <p>{work.key}</p>
        {trying.error ? <p role="alert">{trying.error.message}</p> : null}
      </div>
      <div>
        <Button size="xs" variant="default" onClick={tryAgain} loading={trying.isPending}>Try again</Button>
        <Button size="xs" variant="subtle" onClick={onDrop}>Drop</Button>
      </div>
    </li>
  );
}

/** Work that failed five times: a person says what becomes of each piece. */
export function ParkedWork({ health: { parked } }: { health: Health }) {
  const [dropping, setDropping] = useState<ParkedWorkView | null>(null);
  if (parked.length === 0) return null;
  return (
    <Section title="Put aside after five tries" count={parked.length === 100 ? "the newest 100" : parked.length}>
      <ul className={classes["list"]}>
        {parked.map((work) => (
          <ParkedLine key={work.id} work={work} onDrop={() => setDropping(work)} />
        ))}
      </ul>
      {dropping === null ? null : <DropDialog work={dropping} onClose={() => setDropping(null)} />}
    </Section>
  );
}
