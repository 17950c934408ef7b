import { useKey } from "../shell/KeysProvider.tsx";

function links(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-row-link]")];
}

function currentRow(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>("[data-row]") ?? null;
}

/** The row that has the focus. */
export function focusedRowId(): string | undefined {
  return currentRow()?.dataset["row"];
}

function move(by: 1 | -1): void {
  const all = links();
  const row = currentRow();
  const at = row === null ? -1 : all.findIndex((link) => row.contains(link));
  const next = all[at === -1 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

/** Walks through the rows of a list; Enter then opens what has the focus, as it does for any link. */
export function useListKeys(): void {
  useKey("J", "Next alert", () => move(1));
  useKey("K", "Alert before", () => move(-1));
  useKey("↵", "Open the alert", () => currentRow()?.querySelector<HTMLElement>("[data-row-link]")?.click());
}
