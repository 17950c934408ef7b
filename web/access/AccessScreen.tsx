import { Button } from "@mantine/core";
import { useState } from "react";
import type { Account } from "../../server/features/access/contract.ts";
import type { List } from "../api/client.ts";
import { useAddress } from "../api/queries.ts";
import { useMay } from "../api/session.ts";
import { Keys } from "../design/Keys.tsx";
import { Section } from "../design/Section.tsx";
import { RowsSkeleton } from "../design/Skeletons.tsx";
import classes from "../settings/Settings.module.css";
import { SettingsPage } from "../settings/SettingsPage.tsx";
import { useKey } from "../shell/KeysProvider.tsx";
import { NotRead } from "../shell/NotRead.tsx";
import { accessLede } from "./access-lede.ts";
import { AccountRow } from "./AccountRow.tsx";
import { InviteDialog } from "./InviteDialog.tsx";
import { LinkDialog, type ShownLink } from "./LinkDialog.tsx";

function InviteKey({ onPress }: { onPress: () => void }) {
  useKey("N", "Invite somebody", onPress);
  return null;
}

/** Who may sign in, and as what. */
export function AccessScreen() {
  const accounts = useAddress<List<Account>>("people", "/api/v1/accounts?limit=500");
  const mayChange = useMay("administrator");
  const [isInviting, setIsInviting] = useState(false);
  const [link, setLink] = useState<ShownLink | null>(null);
  const items = accounts.data?.items;
  const lede = items && accessLede(items);
  const invite = mayChange ? <Button onClick={() => setIsInviting(true)} rightSection={<Keys keys="N" />}>Invite somebody</Button> : undefined;
  return (
    <SettingsPage title="Access" so={lede?.so ?? (accounts.error ? "Who may sign in cannot be read." : undefined)} next={lede?.next} actions={invite} thumb={invite}>
      {mayChange ? <InviteKey onPress={() => setIsInviting(true)} /> : null}
      {accounts.error && !items ? <NotRead what="Who may sign in" problem={accounts.error} onRetry={() => void accounts.refetch()} /> : null}
      {accounts.isPending ? <RowsSkeleton rows={6} withFaces /> : null}
      {items === undefined ? null : (
        <Section title="Accounts and invitations" count={items.length}>
          <ul className={classes["rows"]}>
            {items.map((account) => (
              <AccountRow key={account.personId} account={account} mayChange={mayChange} onLink={setLink} />
            ))}
          </ul>
        </Section>
      )}
      {isInviting ? <InviteDialog onClose={() => setIsInviting(false)} /> : null}
      <LinkDialog link={link} onClose={() => setLink(null)} />
    </SettingsPage>
  );
}
