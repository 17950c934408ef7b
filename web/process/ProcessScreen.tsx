import { Button } from "@mantine/core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import type { ProcessDraftView } from "../../server/features/process/draft.contract.ts";
import { useMay } from "../api/session.ts";
import { AvatarStack } from "../design/Avatar.tsx";
import { NoticeBar } from "../design/NoticeBar.tsx";
import { RowsSkeleton } from "../design/Skeletons.tsx";
import { SettingsPage } from "../settings/SettingsPage.tsx";
import { NotRead } from "../shell/NotRead.tsx";
import { BeginDraft } from "./BeginDraft.tsx";
import { CompareChoice } from "./CompareChoice.tsx";
import { Contents } from "./Contents.tsx";
import { DiscardButton } from "./DiscardButton.tsx";
import { ProcessDocument } from "./ProcessDocument.tsx";
import { draftLede, isWaiting, versionLede } from "./process-lede.ts";
import { PublishDialog } from "./PublishDialog.tsx";
import { draftPath, useDraftCommand, useProcess } from "./use-process.ts";
import { YamlEditor } from "./YamlEditor.tsx";
import classes from "./Process.module.css";

type Process = ReturnType<typeof useProcess>;

/** The written process: read as prose and tables, written anew as a draft, discussed, compared, published. */
export function ProcessScreen() {
  const search = useSearch({ from: "/shell/settings/process" });
  const process = useProcess(search);
  const { versions, problem, retry } = process;
  const isReady = versions !== undefined && (process.draft !== null || process.reading !== undefined || versions.length === 0);
  if (!isReady) {
    return (
      <SettingsPage title="Process" so={problem ? "The process cannot be read." : undefined}>
        {problem ? <NotRead what="The process" problem={problem} onRetry={retry} /> : <RowsSkeleton rows={8} />}
      </SettingsPage>
    );
  }
  if (process.draft !== null) return <DraftView process={process} draft={process.draft} />;
  return <VersionView process={process} />;
}

/** A version as it was published, or the invitation to write the first. */
function VersionView({ process }: { process: Process }) {
  const { versions = [], reading, hasDraft, discarded } = process;
  const mayWrite = useMay("responder");
  const [inForce] = versions;
  const published = reading?.published;
  const lede = published ? versionLede(published, inForce, hasDraft) : { so: "Nobody has written the process down yet.", next: "Until somebody does, the usual words hold: three severities, three priorities, four roles." };
  const actions = (
    <>
      {published ? <CompareChoice versions={versions} own={published.version} /> : null}
      {published ? <Link className={classes["linked"]} to="/settings/process/questions">Ten questions</Link> : null}
      {hasDraft ? <Link className={classes["linked"]} to="/settings/process">Read the draft</Link> : null}
    </>
  );
  return (
    <SettingsPage title="Process" so={lede.so} next={lede.next} actions={actions}>
      {!hasDraft && mayWrite ? <BeginDraft isFirst={inForce === undefined} discarded={discarded} /> : null}
      {reading ? (
        <div className={classes["body"]}>
          <Contents parts={reading.parts} findings={[]} versions={versions} draftVersion={hasDraft ? (inForce?.version ?? 0) + 1 : null} shown={reading.version} />
          <ProcessDocument parts={reading.parts} reason={published?.answers ?? []} />
        </div>
      ) : null}
    </SettingsPage>
  );
}

function DraftView({ process, draft }: { process: Process; draft: ProcessDraftView }) {
  const { versions = [] } = process;
  const [mayWrite, mayPublish] = [useMay("responder"), useMay("manager")];
  const [isPublishing, setIsPublishing] = useState(false);
  const [line, setLine] = useState<number | null>(null);
  const waiting = draft.findings.filter(isWaiting);
  const lede = draftLede(draft, versions[0]);
  const first = waiting[0];
  const isRead = draft.parts.length > 0;
  const answer = first === undefined ? null : <Button onClick={() => show(first.part)}>{waiting.length === 1 ? "Answer the finding" : "Answer the findings"}</Button>;
  const publish = mayPublish ? <Button variant={first === undefined ? "filled" : "default"} disabled={first !== undefined} title={first === undefined ? undefined : "Findings are open"} onClick={() => setIsPublishing(true)}>Publish</Button> : null;
  return (
    <SettingsPage
      title="Process" so={lede.so} next={lede.next} thumb={answer ?? publish}
      actions={
        <>
          <AvatarStack names={draft.writers.map(({ name }) => name)} />
          <CompareChoice versions={versions} own={null} />
          {publish}
          {answer}
        </>
      }
    >
      <Overtaken draft={draft} />
      <div className={classes["body"]}>
        <Contents parts={draft.parts} findings={draft.findings} versions={versions} draftVersion={(draft.newestVersion ?? 0) + 1} shown={null} />
        <div className={classes["main"]}>
          {mayWrite ? (
            <p className={classes["tools"]}>
              <Button size="xs" variant="default" onClick={() => setLine(line === null ? 1 : null)}>{line === null ? "Write it as YAML" : "Back to the words"}</Button>
              <DiscardButton draft={draft} />
            </p>
          ) : null}
          {line === null && isRead ? <ProcessDocument parts={draft.parts} draft={draft} mayWrite={mayWrite} onYaml={setLine} /> : <YamlEditor key={draft.id} draft={draft} line={line ?? 1} mayWrite={mayWrite} onDone={() => setLine(null)} />}
        </div>
      </div>
      {isPublishing ? <PublishDialog draft={draft} inForce={versions[0]} onClose={() => setIsPublishing(false)} /> : null}
    </SettingsPage>
  );
}

function show(part: string): void {
  document.getElementById(`process-${part}`)?.scrollIntoView({ block: "start" });
}

/** Another version was published since the draft was begun: what came with it, and that it was seen. */
function Overtaken({ draft }: { draft: ProcessDraftView }) {
  const seeing = useDraftCommand();
  const navigate = useNavigate();
  const { newestVersion, baseVersion, overtaken, revision } = draft;
  if (newestVersion === null || newestVersion === baseVersion) return null;
  const see = () => seeing.mutate({ method: "PUT", path: draftPath, body: { revision, baseVersion: newestVersion } });
  const compare = baseVersion === null ? null : <Button size="xs" variant="default" onClick={() => void navigate({ to: "/settings/process", search: { version: newestVersion, against: baseVersion } })}>Look at it</Button>;
  return (
    <NoticeBar
      title={`Version ${newestVersion} was published since this draft was begun.`}
      text={`Publishing would take back what it changed, unless the draft says it too: ${overtaken.slice(0, 3).join("; ")}${overtaken.length > 3 ? ` and ${overtaken.length - 3} more` : ""}.`}
      actions={<>{compare}<Button size="xs" variant="default" loading={seeing.isPending} onClick={see}>I have seen it</Button></>}
    />
  );
}
