export const noteFieldId = "room-note";

/** The field that notes are written in, where it is on screen. */
export function noteField(): HTMLElement | null {
  return document.getElementById(noteFieldId);
}
