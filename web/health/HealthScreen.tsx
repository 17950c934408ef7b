import { Button } from "@mantine/core";
import { useState } from "react";
import type { Health } from "../../server/start/health.contract.ts";
import { useAddress, useCommand } from "../api/queries.ts";
import { Facts } from "../design/Facts.tsx";
import { Since, TimeOfDay } from "../design/Clock.tsx";
import { capital, numberWord } from "../design/number-words.ts";
import { OnceDialog } from "../design/OnceDialog.tsx";
import { RowsSkeleton } from "../design/Skeletons.tsx";
import { Section } from "../design/Section.tsx";
import { toast } from "../design/toasts.ts";
import classes from "../settings/Settings.module.css";
import { SettingsPage } from "../settings/SettingsPage.tsx";
import { NotRead } from "../shell/NotRead.tsx";
import { healthCount, HealthList } from "./HealthList.tsx";
import { ParkedWork } from "./ParkedWork.tsx";

const every = 30_000;

function ledeOf(health: Health): { so: string; next: string } {
  const open = health.checks.filter(({ isWell }) => !isWell);
  const [first] = open;
  if (first === undefined) return { so: "This installation is well.", next: "Nothing asks for you." };
  return { so: `${first.title}.`, next: open.length === 1 ? "All else is well." : `${capital(numberWord(open.length - 1))} more ${open.length === 2 ? "thing is" : "things are"} to do.` };
}

function ConfirmPaging({ onClose }: { onClose: () => void }) {
  const confirming = useCommand<Health>("settings");
  const confirm = () => {
    const done = () => {
      onClose();
      toast("Pages go out again.");
    };
    confirming.mutate({ path: "/api/v1/health/confirm-paging" }, { onSuccess: done });
  };
  return (
    <OnceDialog
      isOpen
      title="Let this Muster page?"
      consequence="What has gone out cannot be taken back. Be sure that the old installation is off, or people are paged twice."
      confirm="Page from here"
      keep="Hold it still"
      isBusy={confirming.isPending}
      problem={confirming.error?.message}
      onConfirm={confirm}
      onClose={onClose}
    >
      Everything that fell due since the backup goes out now: pages, escalation steps and notices.
    </OnceDialog>
  );
}

/** How this installation is, and what it asks for. */
export function HealthScreen() {
  const health = useAddress<Health>("settings", "/api/v1/health", { every });
  const [isConfirming, setIsConfirming] = useState(false);
  const { data } = health;
  const lede = data && ledeOf(data);
  const isHeld = data !== undefined && data.pagingHeldSince !== null;
  const release = isHeld ? <Button onClick={() => setIsConfirming(true)}>Let it page</Button> : undefined;
  return (
    <SettingsPage title="Health" so={lede?.so ?? (health.error ? "How it is cannot be read." : undefined)} next={lede?.next} actions={release} thumb={release}>
      {health.error && !data ? <NotRead what="How this installation is" problem={health.error} onRetry={() => void health.refetch()} /> : null}
      {health.isPending ? <RowsSkeleton rows={6} /> : null}
      {data === undefined ? null : (
        <>
          <Facts
            facts={[
              { label: "Version", value: data.version },
              { label: "On", value: data.host },
              { label: "Runs for", value: <Since at={Date.parse(data.startedAt)} /> },
              ...(data.pagingHeldSince === null ? [] : [{ label: "Held since", value: <TimeOfDay at={Date.parse(data.pagingHeldSince)} /> }]),
            ]}
          />
          <Section title="Checks" count={healthCount(data)}>
            <div className={classes["narrow"]}><HealthList health={data} /></div>
          </Section>
          <div className={classes["narrow"]}><ParkedWork health={data} /></div>
        </>
      )}
      {isConfirming ? <ConfirmPaging onClose={() => setIsConfirming(false)} /> : null}
    </SettingsPage>
  );
}
