import { IconExternalLink, IconFile, IconFileText } from "@tabler/icons-react";
import type { EntryView } from "../../../server/features/incidents/timeline.contract.ts";
import { bytesWords } from "../composer/upload.ts";
import classes from "./Timeline.module.css";

type Evidence = NonNullable<EntryView["evidence"]>;

const kindWords: Record<Evidence["kind"], string> = { picture: "Picture", log: "Log", link: "Link", file: "File" };
const icons = { log: IconFileText, file: IconFile, link: IconExternalLink } as const;

/** A picture to look at, or a file to open, beside what was said of it. */
export function EvidenceCard({ evidence, caption }: { evidence: Evidence; caption: string | null }) {
  const { kind, name, size, href } = evidence;
  const Icon = kind === "picture" ? null : icons[kind];
  const words = kind === "link" ? new URL(href, window.location.origin).host : `${kindWords[kind]}, ${bytesWords(size)}`;
  return (
    <a className={classes["evidence"]} data-kind={kind} href={href} target="_blank" rel="noreferrer noopener">
      {Icon === null ? <img src={href} alt={caption ?? name} loading="lazy" /> : <span className={classes["sheet"]}><Icon size={20} stroke={1.5} aria-hidden="true" /></span>}
      <span className={classes["about"]}>
        <b dir="auto">{name}</b>
        <span>{words}</span>
      </span>
    </a>
  );
}
