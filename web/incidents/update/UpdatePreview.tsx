import { useState } from "react";
import type { PreviewView } from "../../../server/features/communications/contract.ts";
import { Views } from "../../design/Views.tsx";
import { countOf } from "../room-words.ts";
import classes from "./Update.module.css";
import type { Update } from "./use-update.ts";

type PreviewedAudience = PreviewView["audiences"][number];

const mostNames = 8;

/** Who gets it in these words, by name. */
function Recipients({ update, audience }: { update: Update; audience: PreviewedAudience }) {
  const names = update.proposed.data?.audiences.find(({ id }) => id === audience.id)?.recipients.map(({ name }) => name) ?? [];
  const rest = names.length - mostNames;
  return (
    <p className={classes["small"]}>
      {countOf(audience.recipients, "mail")}
      {names.length === 0 ? "" : `: ${names.slice(0, mostNames).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`}
      {audience.note === null ? "" : `. ${audience.note}`}
    </p>
  );
}

/** How it reads for each audience, to the letter. */
export function UpdatePreview({ update }: { update: Update }) {
  const [looked, setLooked] = useState<string | null>(null);
  const { preview, wish } = update;
  if (wish === null) return <p className={classes["nothing"]}>How it reads for each audience stands here as soon as somebody is chosen and something is said.</p>;
  if (preview.error !== null) return <p className={classes["refused"]} role="alert">{preview.error.message}</p>;
  if (preview.data === undefined) return <p className={classes["nothing"]} aria-busy="true">Reading how it looks</p>;
  const { audiences } = preview.data;
  const shown = audiences.find(({ id }) => id === looked) ?? audiences[0];
  if (shown === undefined) return null;
  return (
    <>
      <Views label="As read by" views={audiences.map(({ id, name, recipients }) => ({ id, words: name, count: recipients }))} chosen={shown.id} onChoose={setLooked} />
      <Recipients update={update} audience={shown} />
      <p className={classes["subject"]} dir="auto">{shown.subject}</p>
      <pre className={classes["mail"]} dir="auto" tabIndex={0} aria-label={`The mail to ${shown.name}`}>{shown.text}</pre>
    </>
  );
}
