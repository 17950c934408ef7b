import { diffWordsWithSpace } from "diff";
import { wordEdit } from "../../platform/config-document/change-sentence.ts";
import { editsBetween } from "../../platform/config-document/value-edits.ts";
import type { Block, GridRow, Row } from "./block.rules.ts";
import type { BlockView, Pieces, ProcessPartView } from "./draft.contract.ts";
import type { OutsideNames } from "./phrases.rules.ts";
import type { ProcessEntry } from "./process.document.ts";
import { wordProcess } from "./process-words.rules.ts";
import { processParts, type PartId } from "./whole-process.rules.ts";

/** A process in words, part by part, with what differs from another: came, went, or reads otherwise. */
export function presentComparison(process: ProcessEntry, before: ProcessEntry | null, names: OutsideNames): ProcessPartView[] {
  const earlier = before === null ? null : wordProcess(before, names);
  return wordProcess(process, names).map(({ id, title, blocks }) => {
    const changes = before === null ? [] : changesOf(id, process, before);
    const old = earlier?.find((part) => part.id === id)?.blocks ?? null;
    return { id, title, isChanged: changes.length > 0, changes, blocks: compareBlocks(blocks, old, process) };
  });
}

/** What differs between two processes, a sentence each. */
export function changesBetween(before: ProcessEntry, after: ProcessEntry): string[] {
  return processParts.flatMap(({ id }) => changesOf(id, after, before));
}

function changesOf(id: PartId, after: ProcessEntry, before: ProcessEntry): string[] {
  const members = processParts.find((part) => part.id === id)?.members ?? [];
  return members.flatMap((member) => {
    const edits = editsBetween(before[member] === undefined ? {} : { [member]: before[member] }, after[member] === undefined ? {} : { [member]: after[member] });
    return edits.map((edit) => wordNamed(edit, [after, before]));
  });
}

/** An edit of something that has a name says that name: “Sev 2: when from … to …”. */
function wordNamed(edit: ReturnType<typeof editsBetween>[number], processes: readonly ProcessEntry[]): string {
  const [, member = "", id = "", rest = ""] = /^(severities|priorities|roles)\.([a-z0-9_-]+)\.?(.*)$/.exec(edit.path) ?? [];
  const name = processes.flatMap((process) => process[member as "roles"] ?? []).find((one) => one.id === id)?.name;
  if (name === undefined) return wordEdit(edit);
  if (rest !== "") return `${name}: ${wordEdit({ ...edit, path: rest })}`;
  return `${name} ${edit.kind === "added" ? "comes" : edit.kind === "removed" ? "goes" : "takes another place"}`;
}

function compareBlocks(blocks: readonly Block[], before: readonly Block[] | null, process: ProcessEntry): BlockView[] {
  const shown = blocks.map((block) => compareBlock(block, before?.find(({ key }) => key === block.key) ?? null, before !== null, process));
  const gone = (before ?? []).filter(({ key }) => !blocks.some((block) => block.key === key)).flatMap((block): BlockView[] => (block.kind === "prose" ? [{ kind: "prose", key: block.key, pieces: compareText("", block.text) }] : []));
  return [...shown, ...gone];
}

function compareBlock(block: Block, before: Block | null, isCompared: boolean, process: ProcessEntry): BlockView {
  switch (block.kind) {
    case "prose":
      return { kind: block.kind, key: block.key, pieces: compareText(block.text, before?.kind === "prose" ? before.text : isCompared ? "" : block.text) };
    case "table":
      return { ...block, columns: [...block.columns], rows: compareRows(block.rows, before?.kind === "table" ? before.rows : isCompared ? [] : block.rows) };
    case "grid": {
      const severities = block.severities.map((id) => ({ id, name: process.severities.find((severity) => severity.id === id)?.name ?? id }));
      return { kind: block.kind, key: block.key, severities, rows: compareGrid(block.rows, before?.kind === "grid" ? before.rows : isCompared ? [] : block.rows) };
    }
  }
}

type RowView = Extract<BlockView, { kind: "table" }>["rows"][number];

/** Rows in their order; one that went stands where it stood, after the one before it. */
function compareRows(rows: readonly Row[], before: readonly Row[]): RowView[] {
  const shown = rows.map((row): RowView => {
    const old = before.find(({ key }) => key === row.key);
    const cells = row.cells.map((cell, place) => compareText(cell, old?.cells[place] ?? (old ? "" : cell)));
    const isSame = cells.every((cell) => cell.every(({ is }) => is === "same"));
    return { key: row.key, is: old === undefined ? "added" : isSame ? "same" : "changed", cells };
  });
  before.forEach((row, place) => {
    if (rows.some(({ key }) => key === row.key)) return;
    const gone: RowView = { key: row.key, is: "removed", cells: row.cells.map((cell) => compareText("", cell)) };
    const after = shown.findIndex(({ key }) => key === before[place - 1]?.key);
    shown.splice(after + 1, 0, gone);
  });
  return shown;
}

type GridRowView = Extract<BlockView, { kind: "grid" }>["rows"][number];

function compareGrid(rows: readonly GridRow[], before: readonly GridRow[]): GridRowView[] {
  return rows.map(({ key, name, cells }) => {
    const old = before.find((row) => row.key === key)?.cells;
    const shown = cells.map(({ severity, verdict, text }) => {
      const was = old?.find((cell) => cell.severity === severity);
      const isSame = was !== undefined && was.verdict === verdict && was.text === text;
      return { severity, verdict, asks: text, before: was === undefined || isSame ? null : [was.verdict, was.text].filter((words) => words !== "").join(": ") };
    });
    return { key, name, cells: shown };
  });
}

const leastAlike = 0.4;

/** Word by word; a text that hardly has a word of the other in it stands beside it whole. */
function compareText(text: string, before: string): Pieces {
  if (text === before) return text === "" ? [] : [{ text, is: "same" }];
  const pieces = diffWordsWithSpace(before, text).map(({ value, added, removed }): Pieces[number] => ({ text: value, is: added ? "added" : removed ? "removed" : "same" }));
  const same = pieces.reduce((sum, piece) => (piece.is === "same" ? sum + piece.text.trim().length : sum), 0);
  if (same >= leastAlike * Math.max(1, Math.min(text.length, before.length))) return pieces;
  return [{ text: before, is: "removed" as const }, { text, is: "added" as const }].filter((piece) => piece.text !== "");
}
