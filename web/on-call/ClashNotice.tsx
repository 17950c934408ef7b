import { IconBeach } from "@tabler/icons-react";
import type { ClashView } from "../../server/features/on-call/absence.contract.ts";
import type { List } from "../api/client.ts";
import { useAddress } from "../api/queries.ts";
import { NoticeBar } from "../design/NoticeBar.tsx";
import { fullMomentWords } from "../design/wording.ts";

/** Warns on a schedule that somebody is on call while they are away. */
export function ClashNotice({ scheduleId, timezone, me }: { scheduleId: string; timezone: string; me: string | null }) {
  const clashes = useAddress<List<ClashView>>("on-call", `/api/v1/schedules/${scheduleId}/absences`).data?.items ?? [];
  const [first, ...others] = clashes;
  if (first === undefined) return null;
  const who = first.personId === me ? "You are" : `${first.name} is`;
  const when = `${fullMomentWords(Date.parse(first.from), timezone)} to ${fullMomentWords(Date.parse(first.to), timezone)}`;
  const more = others.length === 0 ? "" : ` ${others.length} more in the next 30 days.`;
  return <NoticeBar icon={<IconBeach size={18} stroke={1.6} />} title={`${who} on call while away, ${when} (${timezone}).`} text={`Pages go out all the same; somebody else could take it.${more}`} />;
}
