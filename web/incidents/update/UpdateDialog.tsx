import { Button, Modal } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { type FormEvent, useState } from "react";
import { OnceDialog } from "../../design/OnceDialog.tsx";
import { ProblemWords } from "../../design/ProblemWords.tsx";
import { toast } from "../../design/toasts.ts";
import { useRoom } from "../room-context.tsx";
import { countOf, listWords } from "../room-words.ts";
import classes from "./Update.module.css";
import { AudienceChips, CanFields, NextUpdate } from "./UpdateFields.tsx";
import { UpdatePreview } from "./UpdatePreview.tsx";
import { nothingWritten } from "./update-wish.ts";
import { type Update, useUpdate } from "./use-update.ts";

function useSend(update: Update, onSent: () => void) {
  const { wish, sending, draft } = update;
  return () => {
    if (wish === null) return;
    const onSuccess = () => {
      draft.forget();
      toast("The update is on its way.");
      onSent();
    };
    sending.run({ to: "updates", body: wish }, { onSuccess });
  };
}

/** Asked once, for what customers read: it cannot be taken back. */
function PublicOnce({ update, onSend, onClose }: { update: Update; onSend: () => void; onClose: () => void }) {
  const audiences = update.preview.data?.audiences ?? [];
  const open = audiences.filter(({ isPublic }) => isPublic);
  const first = open[0];
  return (
    <OnceDialog
      isOpen title={`Tell ${listWords(open.map(({ name }) => name))}?`} confirm={`Send to ${audiences.length > 2 ? countOf(audiences.length, "audience") : listWords(audiences.map(({ name }) => name))}`} keep="Keep writing"
      consequence={`${countOf(update.preview.data?.mails ?? 0, "mail")} in all; people outside the organization read it. It cannot be taken back.`}
      isBusy={update.sending.isPending} problem={update.sending.error?.message} onConfirm={onSend} onClose={onClose}
    >
      <pre className={classes["mail"]} dir="auto">{first?.text}</pre>
    </OnceDialog>
  );
}

/** Writes an update: to whom, what, when the next comes; shows how each will read it, and asks once before customers do. */
export function UpdateDialog({ onClose }: { onClose: () => void }) {
  const { incident } = useRoom();
  const update = useUpdate();
  const [isAsked, setAsked] = useState(false);
  const isNarrow = useMediaQuery("(max-width: 719px)", undefined, { getInitialValueInEffect: false });
  const send = useSend(update, onClose);
  const { preview, proposed, draft, wish, sending } = update;
  const isPublic = preview.data?.audiences.some((audience) => audience.isPublic) ?? false;
  const isReady = wish !== null && preview.data !== undefined && !preview.isPlaceholderData && preview.error === null;
  const mails = preview.data?.mails ?? 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    if (isPublic) setAsked(true);
    else send();
  };
  if (isAsked) return <PublicOnce update={update} onSend={send} onClose={() => setAsked(false)} />;
  return (
    <Modal opened onClose={onClose} fullScreen={isNarrow} title={proposed.data?.isClosing === true ? `The last update on ${incident.ref}` : `An update on ${incident.ref}`} size={940} closeButtonProps={{ "aria-label": "Close" }}>
      <form className={classes["update"]} onSubmit={submit}>
        <div className={classes["write"]}>
          {proposed.error && proposed.data === undefined ? <ProblemWords problem={proposed.error} /> : null}
          <AudienceChips update={update} />
          <CanFields update={update} />
          <NextUpdate update={update} />
        </div>
        <section className={classes["read"]} aria-label="How it reads">
          <UpdatePreview update={update} />
        </section>
        <div className={classes["foot"]}>
          <ProblemWords problem={sending.error} />
          <Button type="submit" disabled={!isReady} loading={sending.isPending}>
            {isPublic ? "Send, after one more look" : `Send ${countOf(mails, "mail")}`}
          </Button>
          <Button variant="subtle" onClick={() => draft.change(nothingWritten)}>Begin anew</Button>
          <p className={classes["small"]}>What you write is kept until it is sent.</p>
        </div>
      </form>
    </Modal>
  );
}
