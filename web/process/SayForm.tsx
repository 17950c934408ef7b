import { Button, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { ProblemWords } from "../design/ProblemWords.tsx";
import { useDraftCommand } from "./use-process.ts";
import classes from "./Process.module.css";

interface SayFormProps {
  label: string;
  confirm: string;
  onSay: (text: string) => { method?: "PUT"; path: string; body: object };
  onClose: () => void;
}

/** A few words that are kept beside a part. */
export function SayForm({ label, confirm, onSay, onClose }: SayFormProps) {
  const [text, setText] = useState("");
  const saying = useDraftCommand();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== "" && !saying.isPending) saying.mutate(onSay(text.trim()), { onSuccess: onClose });
  };
  return (
    <form className={classes["form"]} onSubmit={submit}>
      <Textarea aria-label={label} placeholder={label} data-autofocus autosize minRows={2} maxRows={8} maxLength={2_000} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      <ProblemWords problem={saying.error} />
      <div className={classes["acts"]}>
        <Button type="submit" size="compact-xs" loading={saying.isPending} disabled={text.trim() === ""}>{confirm}</Button>
        <Button size="compact-xs" variant="subtle" onClick={onClose}>Leave it</Button>
      </div>
    </form>
  );
}
