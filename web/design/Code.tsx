import { Button } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import classes from "./Code.module.css";
import { copyText } from "./copy-text.ts";

/** `read` is what Muster used, in bold; `hidden` stands where something was taken out before storing. */
export type CodePart = string | { text: string; mark: "read" | "hidden" };

export interface CodeLine {
  parts: readonly CodePart[];
  /** A pale word after the line: what it became. */
  note?: string | undefined;
  /** Shades the line. */
  isUsed?: boolean;
}

export interface CodeProps {
  /** Names the block for those who cannot see it. */
  label: string;
  /** A plain text, or lines with their marks. */
  content: string | readonly CodeLine[];
  /** What is copied, where that is not simply what is shown; `null` leaves the button out. */
  copy?: string | null;
}

function linesOf(content: string | readonly CodeLine[]): readonly CodeLine[] {
  return typeof content === "string" ? content.split("\n").map((line) => ({ parts: [line] })) : content;
}

function textOf(line: CodeLine): string {
  return line.parts.map((part) => (typeof part === "string" ? part : part.text)).join("");
}

function Part({ part }: { part: CodePart }): ReactNode {
  if (typeof part === "string") return part;
  return part.mark === "read" ? <b>{part.text}</b> : <mark>{part.text}</mark>;
}

interface CopyProps {
  text: string;
  shown: RefObject<HTMLElement | null>;
}

/** Copies, says so, and after a moment offers itself again. */
function Copy({ text, shown }: CopyProps) {
  const [outcome, setOutcome] = useState<"copied" | "selected">();
  useEffect(() => {
    if (outcome === undefined) return undefined;
    const timer = setTimeout(() => setOutcome(undefined), 2_500);
    return () => clearTimeout(timer);
  }, [outcome]);
  const words = outcome === "copied" ? "Copied" : outcome === "selected" ? "Selected, copy it now" : "Copy";
  return (
    <Button
      className={classes["copy"] ?? ""}
      size="xs"
      variant="default"
      leftSection={outcome === undefined ? <IconCopy size={14} stroke={1.7} /> : <IconCheck size={14} stroke={2} />}
      onClick={() => void copyText(text, shown.current).then(setOutcome)}
    >
      <span aria-live="polite">{words}</span>
    </Button>
  );
}

/** A block of text as machines wrote it, or as one pastes it. No syntax colours: bold means it was read. */
export function Code({ label, content, copy }: CodeProps) {
  const shown = useRef<HTMLElement>(null);
  const lines = linesOf(content);
  const text = copy ?? lines.map(textOf).join("\n");
  return (
    <figure className={classes["block"]}>
      {copy === null ? null : <Copy text={text} shown={shown} />}
      <pre className={classes["scroll"]} tabIndex={0} role="region" aria-label={label}>
        <code ref={shown}>
          {lines.map((line, index) => (
            <span key={index} className={classes["line"]} data-used={line.isUsed || undefined}>
              {line.parts.map((part, at) => (
                <Part key={at} part={part} />
              ))}
              {line.note === undefined ? null : <i>{line.note}</i>}
              {"\n"}
            </span>
          ))}
        </code>
      </pre>
    </figure>
  );
}
