import { Button } from "@mantine/core";
import { useState } from "react";
import type { ProcessCommentView } from "../../server/features/process/draft.contract.ts";
import { Avatar } from "../design/Avatar.tsx";
import { useOfNow } from "../design/NowProvider.tsx";
import { momentWords } from "../design/wording.ts";
import { SayForm } from "./SayForm.tsx";
import { draftPath, useDraftCommand } from "./use-process.ts";
import classes from "./Process.module.css";

interface CommentThreadProps {
  comment: ProcessCommentView;
  replies: readonly ProcessCommentView[];
  mayWrite: boolean;
}

/** A comment with its replies; settled it folds into one line. */
export function CommentThread({ comment, replies, mayWrite }: CommentThreadProps) {
  const [isReplying, setIsReplying] = useState(false);
  const settling = useDraftCommand();
  const { id, settled, by, part } = comment;
  const settle = (isSettled: boolean) => settling.mutate({ path: `${draftPath}/comments/${id}/settle`, body: { isSettled } });
  if (settled) {
    return (
      <p className={classes["settled"]}>
        {by.name}: settled by {settled.by.name}
        {mayWrite ? <Button size="compact-xs" variant="subtle" onClick={() => settle(false)}>Take it up again</Button> : null}
      </p>
    );
  }
  return (
    <div className={classes["thread"]}>
      {[comment, ...replies].map((one) => <Comment key={one.id} comment={one} />)}
      {mayWrite && !isReplying ? (
        <div className={classes["replies"]}>
          <Button size="compact-xs" variant="subtle" onClick={() => setIsReplying(true)}>Reply</Button>
          <Button size="compact-xs" variant="subtle" loading={settling.isPending} onClick={() => settle(true)}>Settled</Button>
        </div>
      ) : null}
      {isReplying ? <SayForm label="Reply" confirm="Reply" onSay={(text) => ({ path: `${draftPath}/comments`, body: { part, text, repliesTo: id } })} onClose={() => setIsReplying(false)} /> : null}
    </div>
  );
}

function Comment({ comment: { by, at, about, text } }: { comment: ProcessCommentView }) {
  const time = useOfNow((now) => momentWords(Date.parse(at), now));
  return (
    <div className={classes["comment"]}>
      <Avatar name={by.name} size={22} />
      <div>
        <p><b>{by.name}</b> <span className={classes["pale"]}>{time}{about === null ? "" : `, on ${about}`}</span></p>
        <p className={classes["said"]}>{text}</p>
      </div>
    </div>
  );
}
