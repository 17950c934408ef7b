import { Button } from "@mantine/core";
import { IconBell, IconBellOff, IconMailOff } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { Notice } from "../../server/features/access/notice.contract.ts";
import type { Health } from "../../server/start/health.contract.ts";
import type { List } from "../api/client.ts";
import { useAddress, useCommand } from "../api/queries.ts";
import { TimeOfDay } from "../design/Clock.tsx";
import { NoticeBar } from "../design/NoticeBar.tsx";
import { Section } from "../design/Section.tsx";
import { toast } from "../design/toasts.ts";
import classes from "./Now.module.css";

const path = "/api/v1/notices?limit=5";

/** New notices are told by no event. */
const every = 60_000;

function OneNotice({ notice }: { notice: Notice }) {
  const settling = useCommand("settings");
  const settle = () => settling.mutate({ path: `/api/v1/notices/${notice.id}/settle` }, { onError: (problem) => void toast(problem.message) });
  const [first = "", ...rest] = notice.sentence.split(/(?<=\.) /);
  return (
    <NoticeBar
      icon={<IconBell size={18} stroke={1.6} />}
      title={first}
      text={
        <>
          {rest.join(" ")} {notice.count > 1 ? `${notice.count} times, last ` : "At "}
          <TimeOfDay at={Date.parse(notice.lastAt)} />.
        </>
      }
      actions={
        <Button size="xs" variant="default" disabled={settling.isPending} onClick={settle}>Settled</Button>
      }
    />
  );
}

/** After a restore nobody is paged until somebody says so: nothing is more worth knowing. */
function HeldPaging() {
  return (
    <NoticeBar
      icon={<IconBellOff size={18} stroke={1.6} />}
      title="Nobody is paged: paging is held after a restore."
      text="It goes on once an administrator confirms that this Muster, and no other, pages from now on."
      actions={<Button component={Link} to="/settings/health" size="xs" variant="default">Look</Button>}
    />
  );
}

/** Whom Muster cannot write to it cannot wake. */
function NoMail() {
  return (
    <NoticeBar
      icon={<IconMailOff size={18} stroke={1.6} />}
      title="Pages cannot be mailed: no mail server is set up."
      text="Whoever has no other way to be reached is not woken; a page can only show on this screen."
      actions={<Button component={Link} to="/settings/health" size="xs" variant="default">Look</Button>}
    />
  );
}

/** What administrators should know and nobody settled yet. */
export function Notices() {
  const { data } = useAddress<List<Notice>>("settings", path, { every });
  const health = useAddress<Health>("settings", "/api/v1/health", { every });
  const isHeld = health.data !== undefined && health.data.pagingHeldSince !== null;
  const hasNoMail = health.data?.checks.some(({ code, isWell }) => code === "mail" && !isWell) ?? false;
  const standing = Number(isHeld) + Number(hasNoMail);
  if (data === undefined || data.items.length + standing === 0) return null;
  return (
    <Section title="For administrators" count={data.next === null ? data.items.length + standing : `the newest ${data.items.length}`}>
      <div className={classes["notices"]}>
        {isHeld ? <HeldPaging /> : null}
        {hasNoMail ? <NoMail /> : null}
        {data.items.map((notice) => (
          <OneNotice key={notice.id} notice={notice} />
        ))}
      </div>
    </Section>
  );
}
