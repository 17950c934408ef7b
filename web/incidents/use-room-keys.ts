import { useKey } from "../shell/KeysProvider.tsx";
import { noteField } from "./composer/note-field.ts";
import { useRoom } from "./room-context.tsx";
import type { Opened } from "./room-dialogs.ts";
import { isOpenToWords, isRunning } from "./room-words.ts";

/** What keys do in a room. They are listed also where they may not be used now, and do nothing then. */
export function useRoomKeys({ isPhone, open }: { isPhone: boolean; open: (opened: Opened) => void }): void {
  const { incident, mayWork } = useRoom();
  const mayWrite = mayWork && isOpenToWords(incident);
  const maySteer = mayWork && isRunning(incident);
  useKey("N", "Write a note", () => void (mayWrite && (isPhone ? open({ kind: "write" }) : noteField()?.focus())));
  useKey("U", "Write an update", () => void (mayWrite && open({ kind: "update" })));
  useKey("B", "Read the brief", () => open({ kind: "brief" }));
  useKey("E", "Escalate", () => void (maySteer && open({ kind: "escalate" })));
  useKey("X", "Ask an expert", () => void (maySteer && open({ kind: "experts" })));
  useKey("H", "Hand over", () => void (maySteer && open({ kind: "hand over" })));
  useKey("C", "Set the class", () => void (mayWrite && open({ kind: "class" })));
}
