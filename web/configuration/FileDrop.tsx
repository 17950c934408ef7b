import { Button } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { type DragEvent, type ReactNode, useRef, useState } from "react";
import classes from "./FileDrop.module.css";
import type { Brought } from "./use-configuration-file.ts";

export interface FileDropProps {
  title: string;
  text: ReactNode;
  onFile: (brought: Brought) => void;
  isDisabled?: boolean;
}

async function take(file: File | undefined, onFile: FileDropProps["onFile"]): Promise<void> {
  if (file !== undefined) onFile({ name: file.name, text: await file.text() });
}

/** A place that takes a file: dropped upon it, or chosen. */
export function FileDrop({ title, text, onFile, isDisabled = false }: FileDropProps) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const over = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(!isDisabled);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    if (!isDisabled) void take(event.dataTransfer.files[0], onFile);
  };
  return (
    <div className={classes["drop"]} data-over={isOver || undefined} onDragOver={over} onDragLeave={() => setIsOver(false)} onDrop={drop}>
      <span className={classes["icon"]} aria-hidden="true"><IconUpload size={18} stroke={1.6} /></span>
      <div className={classes["words"]}>
        <p>{title}</p>
        <p>{text}</p>
      </div>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={title}
        accept=".yaml,.yml,.json,application/yaml,application/json"
        onChange={(event) => {
          void take(event.currentTarget.files?.[0], onFile);
          event.currentTarget.value = "";
        }}
      />
      <Button variant="default" disabled={isDisabled} onClick={() => input.current?.click()}>Choose a file</Button>
    </div>
  );
}
