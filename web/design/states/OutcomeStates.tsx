import { Button } from "@mantine/core";
import { IconArrowRight, IconMoon, IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import { Empty } from "../Empty.tsx";
import { Failed } from "../Failed.tsx";
import { OnceDialog } from "../OnceDialog.tsx";
import { Refused } from "../Refused.tsx";
import { Section } from "../Section.tsx";
import { SeverityBadge } from "../SeverityBadge.tsx";
import { RowsSkeleton, SheetSkeleton } from "../Skeletons.tsx";
import { ToastRow } from "../Toasts.tsx";
import { toast } from "../toasts.ts";
import classes from "./States.module.css";

function Three() {
  return (
    <div className={classes["grid"]} data-columns="3">
      <Section title="Empty" rule="line">
        <div className={classes["sheet"]}>
          <Empty
            title="Nothing is burning"
            text="Alerts show here as they fire. The last one ended 16 November."
            action={<Button variant="default">Connect a source</Button>}
          />
        </div>
      </Section>
      <Section title="Failed" rule="line">
        <Failed
          title="Your update was not sent"
          what="Mail answered 421 three times"
          kept="Your text, and the status page has it"
          next="Muster tries in 20 s, then by SMS"
          actions={
            <>
              <Button size="xs" variant="default" leftSection={<IconRefresh size={14} />}>
                Try now
              </Button>
              <Button size="xs" variant="subtle">
                Copy the text
              </Button>
            </>
          }
        />
      </Section>
      <Section title="Refused" rule="line">
        <Refused
          title="P4 does not go with Sev 1"
          reason="An outage of that size always has work to be done now. Your process says so since version 7."
          ways={
            <>
              <SeverityBadge name="Sev 1" rank={1} priority="P4" />
              <IconArrowRight size={14} aria-label="becomes" />
              <SeverityBadge name="Sev 1" rank={1} priority="P1" /> or <SeverityBadge name="Sev 2" rank={2} priority="P2" />
            </>
          }
          actions={
            <>
              <Button size="xs" variant="default">
                Choose P1
              </Button>
              <Button size="xs" variant="subtle">
                Read the process
              </Button>
            </>
          }
        />
      </Section>
    </div>
  );
}

function Once() {
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  return (
    <div className={classes["row"]}>
      <Button variant="default" onClick={() => setIsOpen(true)}>
        Publish…
      </Button>
      <Button variant="default" onClick={() => toast("Handed over to Farid", () => undefined)}>
        Hand over
      </Button>
      <OnceDialog
        isOpen={isOpen}
        title="This goes to 1,240 customers and the status page"
        consequence="By mail from status@acme.example, in English and German. It cannot be taken back."
        confirm="Publish to customers"
        keep="Keep writing"
        onConfirm={close}
        onClose={close}
      >
        “We know the cause and are widening our ledger, region by region. Your basket is kept.”
      </OnceDialog>
    </div>
  );
}

const still = () => undefined;

/** Empty, failed, refused, loading, what is asked once, and toasts. */
export function OutcomeStates() {
  return (
    <>
      <Three />
      <div className={classes["grid"]} data-columns="3">
        <Section title="Loading" rule="line">
          <div className={classes["stack"]}>
            <RowsSkeleton withFaces />
            <SheetSkeleton />
          </div>
        </Section>
        <Section title="Once, for what cannot be undone" rule="line">
          <Once />
        </Section>
        <Section title="Toasts" rule="line">
          <div className={classes["kept"]}>
            <ToastRow toast={{ id: "1", text: "Handed over to Farid", action: { words: "Undo", act: still } }} onDismiss={still} />
            <ToastRow
              toast={{
                id: "2",
                look: "sheet",
                icon: <IconMoon size={16} stroke={1.7} />,
                text: "It is 22:47 for Ben. Page him anyway?",
                action: { words: "Page Chidi", act: still },
              }}
              onDismiss={still}
            />
          </div>
        </Section>
      </div>
    </>
  );
}
