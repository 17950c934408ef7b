import { Button } from "@mantine/core";
import { IconFlag } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { AlertDetail } from "../../server/features/alert-intake/contract.ts";
import { useMay } from "../api/session.ts";
import { NoticeBar } from "../design/NoticeBar.tsx";
import { useOfNow } from "../design/NowProvider.tsx";
import { momentWords } from "../design/wording.ts";

/** Somebody was asked whether it is an incident, and said why not. It can still become one. */
export function NotIncident({ alert }: { alert: AlertDetail }) {
  const { notIncident, title, groupId, serviceId, status } = alert;
  const mayWork = useMay("responder");
  const at = useOfNow((now) => (notIncident === null ? "" : momentWords(Date.parse(notIncident.at), now)));
  if (notIncident === null) return null;
  const search = { title, ...(groupId === null ? {} : { group: groupId }), ...(serviceId === null ? {} : { service: serviceId }) };
  return (
    <NoticeBar
      icon={<IconFlag size={18} stroke={1.6} />} title={`No incident, said ${notIncident.by} at ${at}.`} text={notIncident.reason === null ? "The reason was taken out." : `“${notIncident.reason}”`}
      actions={mayWork && status !== "resolved" ? <Button size="xs" variant="default" renderRoot={(props) => <Link to="/declare" search={search} {...props} />}>Declare all the same</Button> : null}
    />
  );
}
