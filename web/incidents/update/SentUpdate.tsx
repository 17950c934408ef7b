import { Modal } from "@mantine/core";
import type { UpdateView } from "../../../server/features/communications/contract.ts";
import type { List } from "../../api/client.ts";
import { useAddress } from "../../api/queries.ts";
import { SheetSkeleton } from "../../design/Skeletons.tsx";
import { fullMomentWords } from "../../design/wording.ts";
import { PartNotRead } from "../../shell/NotRead.tsx";
import { useRoom } from "../room-context.tsx";
import { countOf } from "../room-words.ts";
import classes from "./Update.module.css";

function Part({ name, text }: { name: string; text: string | null }) {
  return (
    <>
      <dt>{name}</dt>
      <dd dir="auto">{text ?? "taken out"}</dd>
    </>
  );
}

const deliveryWords = { due: "on its way", sent: "sent", failed: "did not arrive" } as const;

function Sent({ update }: { update: UpdateView }) {
  return (
    <>
      <p className={classes["small"]}>
        {fullMomentWords(Date.parse(update.sentAt))} by {update.sentBy.name}, to {update.audiences.map(({ name, mails }) => `${name} (${countOf(mails, "mail")})`).join(", ")}
      </p>
      <dl className={classes["sent"]}>
        <Part name="Conditions" text={update.conditions} />
        <Part name="Actions" text={update.actions} />
        {update.needs === null ? null : <Part name="Needs" text={update.needs} />}
      </dl>
      <ul className={classes["deliveries"]}>
        {update.deliveries.map(({ address, name, status, error }) => (
          <li key={address} data-late={status === "failed" || undefined}>
            <span>{name}</span> {deliveryWords[status]}{error === null ? "" : `: ${error}`}
          </li>
        ))}
      </ul>
    </>
  );
}

/** What was sent, to whom, and whether it arrived. */
export function SentUpdate({ updateId, onClose }: { updateId: string; onClose: () => void }) {
  const { path } = useRoom();
  const { data, error } = useAddress<List<UpdateView>>("incidents", `${path}/updates?limit=500`);
  const update = data?.items.find(({ id }) => id === updateId);
  return (
    <Modal opened onClose={onClose} title={update?.isClosing === true ? "The last update" : "An update that was sent"} size={560} closeButtonProps={{ "aria-label": "Close" }}>
      {update === undefined ? error ? <PartNotRead problem={error} /> : <SheetSkeleton /> : <Sent update={update} />}
    </Modal>
  );
}
