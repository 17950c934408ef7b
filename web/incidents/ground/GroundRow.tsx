import { Menu } from "@mantine/core";
import { IconArrowRight, IconCheck, IconCircle, IconFlag, IconHelpCircle, IconX, type TablerIcon } from "@tabler/icons-react";
import type { GroundMark } from "../../../server/features/incidents/incident-words.rules.ts";
import type { ApiProblem } from "../../api/client.ts";
import { capital } from "../../design/number-words.ts";
import { useOfNow } from "../../design/NowProvider.tsx";
import { toast } from "../../design/toasts.ts";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import { isOpenToWords } from "../room-words.ts";
import classes from "./Ground.module.css";
import { ariaWords, type GroundItem, isBehind, markName, marksOf, sourceWords } from "./ground-words.ts";

function signOf({ kind, mark }: GroundItem): TablerIcon {
  if (mark === "ruled-out") return IconX;
  if (mark === "agreed" || mark === "done") return IconCheck;
  if (mark === "disputed") return IconHelpCircle;
  if (kind === "hypothesis") return IconHelpCircle;
  if (kind === "action") return IconArrowRight;
  return kind === "need" ? IconFlag : IconCircle;
}

/** What became of it, to be said with one tap. */
function MarkMenu({ item }: { item: GroundItem }) {
  const Sign = signOf(item);
  const marking = useRoomCommand();
  const mark = (chosen: GroundMark) =>
    marking.run({ method: "PATCH", to: `ground/${item.id}`, body: { mark: chosen } }, { onError: (problem) => void toast((problem as ApiProblem).message) });
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
      </Menu.Dropdown>
    </Menu>
  );
}

/** One thing that all should know: what it is, whose, and whether they agree. */
export function GroundRow({ item }: { item: GroundItem }) {
  const { incident, mayWork } = useRoom();
  const source = useOfNow((now) => sourceWords(item, now));
  const Sign = signOf(item);
  return (
    <li className={classes["item"]} data-behind={isBehind(item) || undefined}>
      {mayWork && isOpenToWords(incident) ? <MarkMenu item={item} /> : <span className={classes["mark"]}><Sign size={15} stroke={1.7} aria-label={markName(item.mark, item.kind)} /></span>}
      <div>
        <p dir="auto">
          <span>{item.text ?? "taken out"}</span> {item.mark === "disputed" ? <em>disputed</em> : null}
        </p>
        <p className={classes["source"]}>{source}</p>
      </div>
    </li>
  );
}
