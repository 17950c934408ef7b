import { Button } from "@mantine/core";
import { useState } from "react";
import type { ApiToken } from "../../server/features/access/contract.ts";
import type { List } from "../api/client.ts";
import { useAddress, useCommand } from "../api/queries.ts";
import { useMay, useSignedIn } from "../api/session.ts";
import { Empty } from "../design/Empty.tsx";
import { TimeOfDay } from "../design/Clock.tsx";
import { Keys } from "../design/Keys.tsx";
import { capital, numberWord } from "../design/number-words.ts";
import { OnceDialog } from "../design/OnceDialog.tsx";
import { Section } from "../design/Section.tsx";
import { RowsSkeleton } from "../design/Skeletons.tsx";
import { toast } from "../design/toasts.ts";
import classes from "../settings/Settings.module.css";
import { SettingsPage } from "../settings/SettingsPage.tsx";
import { useKey } from "../shell/KeysProvider.tsx";
import { NotRead } from "../shell/NotRead.tsx";
import { NewTokenDialog } from "./NewTokenDialog.tsx";

function TokenRow({ token, isOwn, mayRevoke, onRevoke }: { token: ApiToken; isOwn: boolean; mayRevoke: boolean; onRevoke: () => void }) {
  const { name, role, ownerName, madeAt, usedAt } = token;
  return (
    <li className={classes["row"]}>
      <div className={classes["what"]}>
        <p><b>{name}</b>, {role}</p>
        <p>
          {isOwn ? "yours" : (ownerName ?? "of the installation")}, made <TimeOfDay at={Date.parse(madeAt)} />,{" "}
          {usedAt === null ? "never used" : <>used <TimeOfDay at={Date.parse(usedAt)} /></>}
        </p>
      </div>
      <div className={classes["controls"]}>
        {mayRevoke ? <Button variant="default" aria-label={`Revoke ${name}`} onClick={onRevoke}>Revoke</Button> : null}
      </div>
    </li>
  );
}

function RevokeDialog({ token, onClose }: { token: ApiToken; onClose: () => void }) {
  const revoking = useCommand<null>("settings");
  const revoke = () => {
    const done = () => {
      onClose();
      toast(`${token.name} lets nobody in any more.`);
    };
    revoking.mutate({ method: "DELETE", path: `/api/v1/tokens/${token.id}` }, { onSuccess: done });
  };
  return (
    <OnceDialog
      isOpen
      title={`Revoke ${token.name}?`}
      consequence="It ends at once and cannot be taken back."
      confirm="Revoke the token"
      keep="Keep it"
      isBusy={revoking.isPending}
      problem={revoking.error?.message}
      onConfirm={revoke}
      onClose={onClose}
    >
      Every program that uses it is refused from now on{token.usedAt === null ? "; none has used it yet" : ""}.
    </OnceDialog>
  );
}

function ledeOf(tokens: readonly ApiToken[]): { so: string; next: string } {
  if (tokens.length === 0) return { so: "No program comes in by a token.", next: "Make one for a script; its secret is shown once." };
  const unused = tokens.filter(({ usedAt }) => usedAt === null).length;
  const so = tokens.length === 1 ? "One token lets a program in." : `${capital(numberWord(tokens.length))} tokens let programs in.`;
  return { so, next: unused === 0 ? "Each has been used." : `${unused === 1 ? "One was" : `${unused} were`} never used; what nobody uses is better revoked.` };
}

function TokenList({ items, onRevoke }: { items: readonly ApiToken[]; onRevoke: (token: ApiToken) => void }) {
  const session = useSignedIn();
  const mayAdminister = useMay("administrator");
  if (items.length === 0) return <Empty title="No token yet" text="A token lets a script or a tool call the API in your name, with your role or less." />;
  return (
    <Section title="Tokens in force" count={items.length}>
      <ul className={classes["rows"]}>
        {items.map((token) => {
          const isOwn = token.ownerId !== null && token.ownerId === session?.personId;
          return <TokenRow key={token.id} token={token} isOwn={isOwn} mayRevoke={isOwn || mayAdminister} onRevoke={() => onRevoke(token)} />;
        })}
      </ul>
    </Section>
  );
}

/** The tokens by which programs come in. */
export function TokensScreen() {
  const tokens = useAddress<List<ApiToken>>("settings", "/api/v1/tokens?limit=500");
  const session = useSignedIn();
  const [isMaking, setIsMaking] = useState(false);
  const [leaving, setLeaving] = useState<ApiToken | null>(null);
  useKey("N", "Make a token", () => setIsMaking(true));
  const items = tokens.data?.items;
  const lede = items && ledeOf(items);
  const make = <Button onClick={() => setIsMaking(true)} rightSection={<Keys keys="N" />}>Make a token</Button>;
  return (
    <SettingsPage title="API tokens" so={lede?.so ?? (tokens.error ? "The tokens cannot be read." : undefined)} next={lede?.next} actions={make} thumb={make}>
      {tokens.error && !items ? <NotRead what="The tokens" problem={tokens.error} onRetry={() => void tokens.refetch()} /> : null}
      {tokens.isPending ? <RowsSkeleton rows={3} /> : null}
      {items === undefined ? null : <TokenList items={items} onRevoke={setLeaving} />}
      {isMaking && session !== null ? <NewTokenDialog own={session.role} onClose={() => setIsMaking(false)} /> : null}
      {leaving === null ? null : <RevokeDialog token={leaving} onClose={() => setLeaving(null)} />}
    </SettingsPage>
  );
}
