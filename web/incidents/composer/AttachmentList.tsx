import { IconFile, IconFileText, IconX } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import classes from "./Composer.module.css";
import { bytesWords, kindOf } from "./upload.ts";
import type { Attachment } from "./use-attachments.ts";

/** Drawn by hand: an address for the bytes would need a hole in the content security policy. */
function PictureOf({ file }: { file: File }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let isGone = false;
    const draw = (bitmap: ImageBitmap) => {
      const target = canvas.current;
      if (isGone || target === null) return;
      const scale = Math.min(1, 240 / bitmap.width, 120 / bitmap.height);
      target.width = Math.max(1, bitmap.width * scale);
      target.height = Math.max(1, bitmap.height * scale);
      target.getContext("2d")?.drawImage(bitmap, 0, 0, target.width, target.height);
    };
    createImageBitmap(file).then(draw, () => undefined);
    return () => {
      isGone = true;
    };
  }, [file]);
  return <canvas ref={canvas} className={classes["picture"]} role="img" aria-label={file.name} />;
}

/** How a log begins. */
function LogOf({ file }: { file: File }) {
  const [beginning, setBeginning] = useState("");
  useEffect(() => {
    let isGone = false;
    void file.slice(0, previewed).text().then((text) => void (isGone || setBeginning(text)));
    return () => {
      isGone = true;
    };
  }, [file]);
  return <pre className={classes["log"]} dir="auto">{beginning}</pre>;
}

const previewed = 600;

function Sign({ file }: { file: File }) {
  const kind = kindOf(file);
  if (kind === "picture") return <PictureOf file={file} />;
  return <span className={classes["fileSign"]}>{kind === "log" ? <IconFileText size={20} stroke={1.5} /> : <IconFile size={20} stroke={1.5} />}</span>;
}

function standing({ file, share, problem }: Attachment): string {
  if (problem !== null) return problem;
  if (share === null) return bytesWords(file.size);
  return share >= 1 ? "being stored" : `${Math.round(share * 100)} % of ${bytesWords(file.size)} sent`;
}

export interface AttachmentListProps {
  attachments: readonly Attachment[];
  onDrop: (id: string) => void;
  /** Puts a pasted log into the text after all. */
  onUnwrap: (attachment: Attachment) => void;
}

/** What goes with the words: a look at each, how far it has gone, and the way to leave it out. */
export function AttachmentList({ attachments, onDrop, onUnwrap }: AttachmentListProps) {
  if (attachments.length === 0) return null;
  return (
    <ul className={classes["attachments"]}>
      {attachments.map((attachment) => (
        <li key={attachment.id}>
          <Sign file={attachment.file} />
          <div>
            <b dir="auto">{attachment.file.name}</b>
            <span data-problem={attachment.problem !== null || undefined} role={attachment.problem === null ? undefined : "alert"}>{standing(attachment)}</span>
            {kindOf(attachment.file) === "log" ? <LogOf file={attachment.file} /> : null}
            {attachment.file.name.startsWith("pasted-") && attachment.file.type === "text/plain" && attachment.share === null ? (
              <button type="button" className={classes["plain"]} onClick={() => onUnwrap(attachment)}>Put it in as text</button>
            ) : null}
            {attachment.share === null ? null : <progress max={1} value={attachment.share} aria-label={`Sending ${attachment.file.name}`} />}
          </div>
          <button type="button" className={classes["away"]} aria-label={`Leave ${attachment.file.name} out`} onClick={() => onDrop(attachment.id)}>
            <IconX size={15} stroke={1.8} />
          </button>
        </li>
      ))}
    </ul>
  );
}
