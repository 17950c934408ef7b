import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { Section } from "../../design/Section.tsx";
import { toast } from "../../design/toasts.ts";
import { browserName } from "../../push/browser-name.ts";
import { type BrowserState, browserWords, lookAtBrowser, subscribeBrowser, unsubscribeBrowser } from "../../push/this-browser.ts";
import classes from "./Reach.module.css";
import { useReachCommand } from "./use-reach.ts";

function useBrowser() {
  const [state, setState] = useState<BrowserState | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const look = () => lookAtBrowser().then(setState, (error: Error) => setProblem(error.message));
  useEffect(() => void look(), []);
  return { state, problem, look, setProblem };
}

function stateWords(state: BrowserState, name: string): string {
  if (state === "ready") return `Messages can appear in ${name}, with “I have it” on them, also while Muster is closed. They go by way of a service of the browser’s maker; what they say is sealed for this browser alone.`;
  if (state === "subscribed") return `Messages appear in ${name}. If it does not stand among your means, add it again: somebody else may have used this browser.`;
  return browserWords[state];
}

interface ChoicesProps {
  state: BrowserState;
  isBusy: boolean;
  onAdd: () => void;
  onEnd: () => void;
}

function Choices({ state, isBusy, onAdd, onEnd }: ChoicesProps) {
  if (state !== "ready" && state !== "subscribed") return null;
  return (
    <div className={classes["buttons"]}>
      <Button size="xs" variant="default" loading={isBusy} onClick={onAdd}>{state === "ready" ? "Add this browser" : "Add it again"}</Button>
      {state === "subscribed" ? <Button size="xs" variant="subtle" onClick={onEnd}>Show no messages here</Button> : null}
    </div>
  );
}

/** Lets messages of Muster appear in this very browser, or says why they cannot. */
export function ThisBrowser({ personId }: { personId: string }) {
  const { state, problem, look, setProblem } = useBrowser();
  const [isBusy, setBusy] = useState(false);
  const { send } = useReachCommand(personId);
  const name = browserName(navigator.userAgent);
  const change = (act: () => Promise<unknown>, words: string) => {
    setBusy(true);
    setProblem(null);
    const changed = act().then(() => toast(words), (error: Error) => setProblem(error.message));
    void changed.then(look).finally(() => setBusy(false));
  };
  const add = () => change(async () => send("POST", "contacts", { channel: "push", name, subscription: await subscribeBrowser() }), `${name} is added`);
  const end = () => change(unsubscribeBrowser, "This browser shows no messages any more");
  const words = state === null ? "Looking at what this browser can do…" : stateWords(state, name);
  return (
    <Section title="This browser" rule="line">
      <div className={classes["stack"]}>
        {state === null && problem !== null ? null : <p className={classes["text"]}>{words}</p>}
        {state === null ? null : <Choices state={state} isBusy={isBusy} onAdd={add} onEnd={end} />}
        {problem === null ? null : <p className={classes["problem"]} role="alert">{problem}</p>}
      </div>
    </Section>
  );
}
