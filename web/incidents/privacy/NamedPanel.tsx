import { ActionIcon, Button, Modal } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { PrivacyView } from "../../../server/features/incidents/privacy.contract.ts";
import { PersonRow } from "../../design/PersonRow.tsx";
import { ProblemWords } from "../../design/ProblemWords.tsx";
import { toast } from "../../design/toasts.ts";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import classes from "./Privacy.module.css";
import { countWords, whyWords } from "./privacy-words.ts";
import { NamedField } from "./PrivacyFields.tsx";

type Named = PrivacyView["named"][number];

/** Somebody who is named; whoever holds a role stays, and nobody takes themselves out. */
function NamedRow({ one, onClose, isBusy }: { one: Named; onClose: () => void; isBusy: boolean }) {
  const { me, mayWork } = useRoom();
  const isMe = one.who === `person/${me ?? ""}`;
  return (
    <li>
      <PersonRow name={one.name} title={isMe ? "You" : one.name} detail={whyWords(one)} isRinged={isMe} />
      {one.isFixed || isMe || !mayWork ? null : (
        <ActionIcon variant="subtle" color="gray" size={32} aria-label={`Take ${one.name} out`} disabled={isBusy} onClick={onClose}>
          <IconX size={16} stroke={1.7} />
        </ActionIcon>
      )}
    </li>
  );
}

/** Who sees it and why; more are named here, and taken out again. */
export function NamedPanel({ privacy, onEnd, onClose }: { privacy: PrivacyView; onEnd: () => void; onClose: () => void }) {
  const { incident, mayWork } = useRoom();
  const [who, setWho] = useState<string[]>([]);
  const changing = useRoomCommand();
  const open = (targets: string[], words: string) =>
    changing.run({ to: "privacy/named", body: { who: targets } }, {
      onSuccess: () => {
        setWho([]);
        toast(words);
      },
    });
  const close = ({ who: target, name }: Named) =>
    changing.run({ method: "DELETE", to: `privacy/named/${target}` }, { onSuccess: () => void toast(`${name} sees ${incident.ref} no more.`, () => open([target], `${name} sees ${incident.ref} again.`)) });
  return (
    <Modal opened onClose={onClose} title={`${incident.ref} is private: ${countWords(privacy.named)} ${privacy.named.length === 1 ? "sees" : "see"} it`} size={520} closeButtonProps={{ "aria-label": "Close" }}>
      <div className={classes["parts"]}>
        {privacy.reason === null ? null : <p className={classes["so"]}>{privacy.reason}</p>}
        <ul className={classes["named"]} aria-label="Who sees it">
          {privacy.named.map((one) => <NamedRow key={one.who} one={one} isBusy={changing.isPending} onClose={() => close(one)} />)}
        </ul>
        {mayWork ? <NamedField label="Name more" who={who} known={privacy.named.map((one) => one.who)} onChange={setWho} /> : null}
        <ProblemWords problem={changing.error} />
        {mayWork ? (
          <div className={classes["actions"]}>
            <Button disabled={who.length === 0} loading={changing.isPending} onClick={() => open(who, `${incident.ref} is open to more people.`)}>Let them see it</Button>
            {privacy.mayMakePublic ? <Button variant="subtle" onClick={onEnd}>Make it public again</Button> : null}
          </div>
        ) : null}
      </div>
    </Modal>
  );
}
