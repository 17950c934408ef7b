import { Button, Select } from "@mantine/core";
import { useState } from "react";
import type { AuditEntry } from "../../server/features/access/audit.contract.ts";
import { useList } from "../api/lists.ts";
import { TimeOfDay } from "../design/Clock.tsx";
import { Code } from "../design/Code.tsx";
import { Empty } from "../design/Empty.tsx";
import { RowsSkeleton } from "../design/Skeletons.tsx";
import classes from "../settings/Settings.module.css";
import { SettingsPage } from "../settings/SettingsPage.tsx";
import { NotRead } from "../shell/NotRead.tsx";
import { actorWords, auditWords, foldDeeds } from "./audit-words.ts";

const sections = [
  { value: "", label: "Everything" },
  { value: "sessions", label: "Signing in and out" },
  { value: "accounts", label: "Accounts" },
  { value: "invitations", label: "Invitations" },
  { value: "tokens", label: "API tokens" },
  { value: "people", label: "People" },
  { value: "schedules", label: "Schedules" },
  { value: "overrides", label: "Overrides" },
  { value: "services", label: "Services" },
  { value: "sources", label: "Sources" },
  { value: "process", label: "The process" },
  { value: "conduct-reports", label: "Reports of conduct" },
];

function Entry({ entry }: { entry: AuditEntry }) {
  const { deed, to, more } = auditWords(entry);
  const details = entry.isRedacted ? "The values were taken out by somebody." : JSON.stringify(entry.details, null, 2);
  return (
    <details className={classes["entry"]}>
      <summary>
        <TimeOfDay at={Date.parse(entry.at)} withSeconds />
        <p>
          {actorWords(entry.actor)} <b>{deed}</b> {to} {more === "" ? null : <span>({more})</span>}
        </p>
      </summary>
      <div className={classes["details"]}>
        {entry.details === null && !entry.isRedacted ? <p>Nothing more is recorded of it; it is event {entry.position}.</p> : <Code label={`Details of event ${entry.position}`} content={details} />}
      </div>
    </details>
  );
}

/** Many changes that were made in one go; each on request. */
function Run({ run }: { run: readonly AuditEntry[] }) {
  const [first] = run;
  if (first === undefined) return null;
  if (run.length === 1) return <Entry entry={first} />;
  return (
    <details className={classes["entry"]}>
      <summary>
        <TimeOfDay at={Date.parse(first.at)} withSeconds />
        <p>
          {actorWords(first.actor)} <b>changed {run.length} things</b> in one go
        </p>
      </summary>
      <div className={classes["run"]}>
        {run.map((entry) => (
          <Entry key={entry.position} entry={entry} />
        ))}
      </div>
    </details>
  );
}

/** Who changed what, the newest first. */
export function AuditScreen() {
  const [section, setSection] = useState("");
  const list = useList<AuditEntry>("settings", `/api/v1/audit?limit=100${section === "" ? "" : `&section=${section}`}`);
  const [newest] = list.items;
  const so = list.isLoading ? undefined : newest === undefined ? "Nothing of this kind was changed yet." : "Every change is here, with who made it.";
  return (
    <SettingsPage title="Audit" so={list.error ? "The trail cannot be read." : so} next="It can be added to, never altered; each entry is sealed to the one before.">
      <div className={classes["filters"]}>
        <Select aria-label="What was changed" data={sections} value={section} onChange={(chosen) => setSection(chosen ?? "")} />
      </div>
      {list.error ? <NotRead what="The trail" problem={list.error} onRetry={list.retry} /> : null}
      {list.isLoading ? <RowsSkeleton rows={8} /> : null}
      {!list.isLoading && list.error === null && newest === undefined ? <Empty title="No entry" text="Whatever is changed of this kind will stand here, with who changed it." /> : null}
      <div>
        {foldDeeds(list.items).map((run) => (
          <Run key={run[0]?.position} run={run} />
        ))}
        {list.hasMore ? <div className={classes["end"]}><Button variant="default" onClick={list.readMore}>Older entries</Button></div> : null}
      </div>
    </SettingsPage>
  );
}
