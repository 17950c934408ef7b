import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";
import "../design/mantine-form-styles.ts";
import { Lede } from "../design/Lede.tsx";
import { Wordmark } from "../design/Mark.tsx";
import classes from "./Door.module.css";

export interface DoorPageProps {
  title: string;
  so: ReactNode;
  next?: ReactNode;
  foot?: ReactNode;
  children?: ReactNode;
}

/** The frame of what stands before the inside: signing in, an invitation. */
export function DoorPage({ title, so, next, foot, children }: DoorPageProps) {
  useDocumentTitle(`${title} · Muster`);
  return (
    <main className={classes["door"]}>
      <div className={classes["mark"]}>
        <Wordmark />
      </div>
      <div className={classes["inside"]}>
        <Lede so={so} next={next} />
        {children}
        {foot === undefined ? null : <p className={classes["foot"]}>{foot}</p>}
      </div>
    </main>
  );
}
