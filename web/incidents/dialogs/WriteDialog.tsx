import { Modal } from "@mantine/core";
import { useState } from "react";
import { Composer } from "../composer/Composer.tsx";
import type { Opened } from "../room-dialogs.ts";
import { type Beginning, plainBeginning } from "../timeline/beginning.ts";

export interface WriteDialogProps {
  start: Beginning | undefined;
  onOpen: (opened: Opened) => void;
  onClose: () => void;
}

/** On a phone, the place to write fills the screen while it is used. */
export function WriteDialog({ start, onOpen, onClose }: WriteDialogProps) {
  const [beginning, setBeginning] = useState(start ?? plainBeginning);
  return (
    <Modal opened onClose={onClose} title="Write into the timeline" yOffset={0} closeButtonProps={{ "aria-label": "Close" }}>
      <Composer isPhone beginning={beginning} onBegin={setBeginning} onWritten={onClose} onOpen={onOpen} />
    </Modal>
  );
}
