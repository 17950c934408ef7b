import { Button } from "@mantine/core";
import type { DraftState } from "../../server/features/process/draft.contract.ts";
import { ProblemWords } from "../design/ProblemWords.tsx";
import { dateWords } from "../design/wording.ts";
import { draftPath, useDraftCommand, useTemplates } from "./use-process.ts";
import classes from "./Process.module.css";

/** Ways to begin a draft: from what is in force, from a process that is shipped, or from what was discarded. */
export function BeginDraft({ isFirst, discarded }: { isFirst: boolean; discarded: DraftState["discarded"] }) {
  const beginning = useDraftCommand();
  const templates = useTemplates(true);
  const begin = (template?: string) => beginning.mutate({ path: draftPath, body: template === undefined ? {} : { template } });
  return (
    <div className={classes["begin"]}>
      <div className={classes["ways"]}>
        {isFirst ? null : <Button variant="default" size="xs" loading={beginning.isPending} onClick={() => begin()}>Write the next version</Button>}
        {discarded ? <Button variant="default" size="xs" onClick={() => beginning.mutate({ path: `${draftPath}/restore` })}>Bring back the draft of {dateWords(Date.parse(discarded.at))}</Button> : null}
        {(templates.data?.items ?? []).map(({ id, name, about }) => (
          <Button key={id} variant={isFirst ? "default" : "subtle"} size="xs" title={about} onClick={() => begin(id)}>Begin from “{name}”</Button>
        ))}
      </div>
      <ProblemWords problem={beginning.error} />
    </div>
  );
}
