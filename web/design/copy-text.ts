/** Puts the text on the clipboard; where the browser forbids it (no HTTPS), selects `shown` for the person to copy. */
export async function copyText(text: string, shown: HTMLElement | null): Promise<"copied" | "selected"> {
  try {
    await navigator.clipboard.writeText(text);
    return "copied";
  } catch {
    if (shown !== null) window.getSelection()?.selectAllChildren(shown);
    return "selected";
  }
}
