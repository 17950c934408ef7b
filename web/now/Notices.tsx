import { Button } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import type { Notice } from "../../server/features/access/notice.contract.ts";
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

/** What administrators should know and nobody settled yet. */
export function Notices() {
  const { data } = useAddress<List<Notice>>("settings", path, { every });
  if (data === undefined || data.items.length === 0) return null;
  return (
    <Section title="For administrators" count={data.next === null ? data.items.length : `the newest ${data.items.length}`}>
      <div className={classes["notices"]}>
        {data.items.map((notice) => (
          <OneNotice key={notice.id} notice={notice} />
        ))}
      </div>
    </Section>
  );
}
