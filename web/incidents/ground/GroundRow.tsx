import { Menu } from "@mantine/core";
import { IconArrowRight, IconCheck, IconCircle, IconFlag, IconHelpCircle, IconX, type TablerIcon } from "@tabler/icons-react";
import { useState } from "react";
import type { GroundMark } from "../../../server/features/incidents/incident-words.rules.ts";
import type { ApiProblem } from "../../api/client.ts";
import { capital } from "../../design/number-words.ts";
import { useOfNow } from "../../design/NowProvider.tsx";
import { toast } from "../../design/toasts.ts";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import { isOpenToWords } from "../room-words.ts";
import classes from "./Ground.module.css";
import { GroundEvidence } from "./GroundEvidence.tsx";
import { GroundForm } from "./GroundForm.tsx";
import { ariaWords, askedFor, evidenceWords, type GroundItem, isBehind, markName, marksOf, sourceWords } from "./ground-words.ts";

function signOf({ kind, mark }: GroundItem): TablerIcon {
  if (mark === "ruled-out") return IconX;
  if (mark === "agreed" || mark === "done") return IconCheck;
  if (mark === "disputed") return IconHelpCircle;
  if (kind === "hypothesis") return IconHelpCircle;
  if (kind === "action") return IconArrowRight;
  return kind === "need" ? IconFlag : IconCircle;
}

/** What the reader is asked about an item: why it is marked so, or other words for it. */
type Asking = GroundMark | "words" | null;

/** What became of it, to be said with one tap; where a reason helps, with a few words. */
function MarkMenu({ item, onAsk }: { item: GroundItem; onAsk: (asking: Asking) => void }) {
  const Sign = signOf(item);
  const marking = useRoomCommand();
  const mark = (chosen: GroundMark) => {
    if (askedFor(chosen) !== null) return onAsk(chosen);
    marking.run({ method: "PATCH", to: `ground/${item.id}`, body: { mark: chosen, version: item.version } }, { onError: (problem) => void toast((problem as ApiProblem).message) });
  };
  return (
    <Menu>
      <Menu.Target>
        <button type="button" className={classes["mark"]} aria-label={ariaWords(item)} disabled={marking.isPending}>
          <Sign size={15} stroke={1.7} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {marksOf(item.kind)
          .filter((one) => one !== item.mark)
          .map((one) => (
            <Menu.Item key={one} onClick={() => mark(one)}>
              {one === "open" ? "Open again" : capital(markName(one, item.kind))}
            </Menu.Item>
          ))}
        <Menu.Divider />
        <Menu.Item onClick={() => onAsk("words")}>Put it in other words</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Asked({ item, asking, onClose }: { item: GroundItem; asking: Exclude<Asking, null>; onClose: () => void }) {
  if (asking === "words") return <GroundForm item={item} label="In other words" confirm="Save" start={item.text ?? ""} isNeeded bodyOf={(text) => ({ text })} onClose={onClose} />;
  const asked = askedFor(asking);
  return asked && <GroundForm item={item} {...asked} start="" bodyOf={(reason) => ({ mark: asking, ...(reason === "" ? {} : { reason }) })} onClose={onClose} />;
}

/** One thing that all should know: what it is, who says so, what bears it out, and whether they agree. */
export function GroundRow({ item }: { item: GroundItem }) {
  const { incident, mayWork } = useRoom();
  const [asking, setAsking] = useState<Asking>(null);
  const [isShown, setShown] = useState(false);
  const source = useOfNow((now) => sourceWords(item, now));
  const Sign = signOf(item);
  const evidence = evidenceWords(item);
  return (
    <li className={classes["item"]} data-behind={isBehind(item) || undefined}>
      {mayWork && isOpenToWords(incident) ? <MarkMenu item={item} onAsk={setAsking} /> : <span className={classes["mark"]}><Sign size={15} stroke={1.7} aria-label={markName(item.mark, item.kind)} /></span>}
      <div>
        <p dir="auto">
          <span>{item.text ?? "taken out"}</span> {item.mark === "disputed" ? <em>disputed</em> : null}
        </p>
        <p className={classes["source"]}>
          {source}
          {item.correctedAt === null ? null : ", in other words since"}
          {evidence === "" ? null : <> · <button type="button" aria-expanded={isShown} onClick={() => setShown(!isShown)}>{evidence}</button></>}
        </p>
        {isShown && evidence !== "" ? <GroundEvidence item={item} /> : null}
        {asking === null ? null : <Asked item={item} asking={asking} onClose={() => setAsking(null)} />}
      </div>
    </li>
  );
}
