import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import type { ChangeView, ConfigurationEntryView } from "../../server/platform/config-document/configuration.contract.ts";
import type { List } from "../api/client.ts";
import { useAddress } from "../api/queries.ts";
import { useMay } from "../api/session.ts";
import { Refused } from "../design/Refused.tsx";
import { Section } from "../design/Section.tsx";
import { Sheet } from "../design/Sheet.tsx";
import { toast } from "../design/toasts.ts";
import classes from "../settings/Settings.module.css";
import { SettingsPage } from "../settings/SettingsPage.tsx";
import { NotRead } from "../shell/NotRead.tsx";
import { FileDrop } from "./FileDrop.tsx";
import { FilePlan } from "./FilePlan.tsx";
import { planSentences } from "./plan-words.ts";
import { useConfigurationFile } from "./use-configuration-file.ts";

function ApplyFile({ onApplied }: { onApplied: (changes: readonly ChangeView[]) => void }) {
  const file = useConfigurationFile();
  if (file.brought === null) {
    return <FileDrop title="Drop it here" text="Muster shows what would change before it changes anything, and names each mistake by line." onFile={file.bring} />;
  }
  return (
    <Sheet>
      <p><b>{file.brought.name}</b></p>
      <FilePlan file={file} apply="Apply it" leave="Leave all as it is" onApplied={onApplied} />
    </Sheet>
  );
}

function TakeOut() {
  return (
    <Section title="Take it out" rule="line">
      <div className={classes["narrow"]}>
        <p className={classes["text"]}>Everything as YAML. Secrets are references, never values.</p>
        <div className={classes["buttons"]}>
          <Button component="a" href="/api/v1/config" download="muster.yaml" variant="default" leftSection={<IconDownload size={16} stroke={1.7} />}>Download muster.yaml</Button>
        </div>
      </div>
    </Section>
  );
}

/** The organization, its process and all else as one file: taken out, and brought in with the plan first. */
export function ConfigurationScreen() {
  const mayApply = useMay("administrator");
  const organization = useAddress<List<ConfigurationEntryView>>("settings", "/api/v1/config/organization");
  const [applied, setApplied] = useState<readonly ChangeView[]>([]);
  const { name } = (organization.data?.items[0]?.entry ?? {}) as { name?: string };
  const so = organization.data && (name === undefined ? "Nothing is configured yet." : `${name} is one file.`);
  const done = (changes: readonly ChangeView[]) => {
    setApplied(changes);
    toast("Applied.");
  };
  return (
    <SettingsPage title="Configuration" so={so ?? (organization.error ? "The configuration cannot be read." : undefined)} next="Take it out, keep it beside your code, and bring it back; nothing changes before you have seen the plan.">
      {organization.error && !organization.data ? <NotRead what="The configuration" problem={organization.error} onRetry={() => void organization.refetch()} /> : <TakeOut />}
      <Section title="Bring a file in" rule="line">
        <div className={classes["narrow"]}>
          {mayApply ? <ApplyFile onApplied={done} /> : <Refused title="An administrator applies files" reason="You may take the file out; to change much at once, hand it to an administrator." />}
        </div>
      </Section>
      {applied.length === 0 ? null : (
        <Section title="What was applied" rule="line">
          {planSentences(applied).map(({ action, sentence }) => (
            <p key={action}>{sentence}</p>
          ))}
        </Section>
      )}
    </SettingsPage>
  );
}
