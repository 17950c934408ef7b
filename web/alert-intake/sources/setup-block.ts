import type { CodeLine } from "../../design/Code.tsx";

export interface SetupBlock {
  label: string;
  lines: readonly CodeLine[];
  /** What is copied: the same without the pale notes. */
  copy: string;
}

/** One thing to do: words, and what to paste. */
export interface SetupStep {
  text?: string;
  block?: SetupBlock;
}

export interface Setup {
  /** What to do with it, beside the heading. */
  detail: string;
  steps: readonly SetupStep[];
  /** Sends a first alert. */
  trial: SetupBlock | null;
}

export type SetupLine = string | { text: string; note: string };

/** Lines to paste, the address in bold. */
export function block(label: string, lines: readonly SetupLine[], address: string): SetupBlock {
  const textOf = (line: SetupLine) => (typeof line === "string" ? line : line.text);
  return { label, lines: lines.map((line) => marked(line, address)), copy: lines.map(textOf).join("\n") };
}

function marked(line: SetupLine, address: string): CodeLine {
  const text = typeof line === "string" ? line : line.text;
  const at = text.indexOf(address);
  const parts = at === -1 ? [text] : [text.slice(0, at), { text: address, mark: "read" as const }, text.slice(at + address.length)];
  return typeof line === "string" ? { parts } : { parts, note: line.note };
}
