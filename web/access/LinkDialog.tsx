import { Button, Modal } from "@mantine/core";
import { Clock } from "../design/Clock.tsx";
import { Code } from "../design/Code.tsx";
import classes from "./Access.module.css";

/** A link that lets somebody in, as it is shown once. */
export interface ShownLink {
  name: string;
  link: string;
  expiresAt: string;
}

/** Shows the link of an invitation, this once. */
export function LinkDialog({ link, onClose }: { link: ShownLink | null; onClose: () => void }) {
  return (
    <Modal opened={link !== null} onClose={onClose} title={`The way in for ${link?.name ?? ""}`} withCloseButton={false} size={520}>
      {link === null ? null : (
        <div className={classes["once"]}>
          <p>Give it to nobody else: whoever opens it sets the password. It works once, and ends <Clock due={Date.parse(link.expiresAt)} />.</p>
          <Code label="The link" content={link.link} />
          <p>It is not shown again; a new one replaces it.</p>
          <Button onClick={onClose}>Done</Button>
        </div>
      )}
    </Modal>
  );
}
