import { Button, TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import type { ApiProblem } from "../../api/client.ts";
import { toast } from "../../design/toasts.ts";
import { useRoomCommand } from "../room-queries.ts";
import classes from "./Composer.module.css";

/** The ways to attach something other than pasting: choose, drop, or a link. */
export function EvidenceFields({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [url, setUrl] = useState("");
  const linking = useRoomCommand();
  const attachLink = () =>
    linking.run({ to: "evidence/link", body: { url: url.trim() } }, { onSuccess: () => setUrl(""), onError: (problem) => void toast((problem as ApiProblem).message) });
  return (
    <div className={classes["ways"]}>
      <Button size="xs" variant="default" onClick={() => field.current?.click()}>Choose files</Button>
      <span>or drop them anywhere, up to 50 MB each</span>
      <input
        ref={field} type="file" multiple hidden aria-label="Files to attach"
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          currentTarget.value = "";
        }}
      />
      <div className={classes["link"]}>
        <TextInput size="xs" aria-label="A link to attach" placeholder="https://" value={url} onChange={(event) => setUrl(event.currentTarget.value)} />
        <Button size="xs" variant="default" disabled={!/^https?:\/\/\S+/.test(url.trim())} loading={linking.isPending} onClick={attachLink}>Attach the link</Button>
      </div>
    </div>
  );
}
