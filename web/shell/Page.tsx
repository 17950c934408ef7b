import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";
import { Lede } from "../design/Lede.tsx";
import { LedeSkeleton } from "../design/Skeletons.tsx";
import classes from "./Page.module.css";

export interface PageProps {
  /** For the browser's tab: the screen, then where it stands. */
  title: string;
  /** What is so; a skeleton while it is not known yet. */
  so: ReactNode | undefined;
  /** What comes next. */
  next?: ReactNode;
  /** Links to what this is part of. */
  crumbs?: ReactNode;
  /** Buttons, the one filled action last. */
  actions?: ReactNode;
  /** On a phone, the one action under the thumb. */
  thumb?: ReactNode;
  /** The side column; goes under the content on narrow screens. */
  aside?: ReactNode;
  children: ReactNode;
}

/** The frame of a screen: its sentence, its action, the content, and the side column. */
export function Page({ title, so, next, crumbs, actions, thumb, aside, children }: PageProps) {
  useDocumentTitle(`${title} · Muster`);
  return (
    <div className={classes["page"]} data-thumb={thumb === undefined ? undefined : true}>
      <header className={classes["head"]}>
        <div className={classes["sentence"]}>
          {crumbs === undefined ? null : <nav className={classes["crumbs"]} aria-label="Part of">{crumbs}</nav>}
          {so === undefined ? <LedeSkeleton /> : <Lede so={so} next={next} />}
        </div>
        {actions === undefined ? null : <div className={classes["actions"]}>{actions}</div>}
      </header>
      <div className={classes["columns"]} data-aside={aside === undefined ? undefined : true}>
        <div className={classes["content"]}>{children}</div>
        {aside === undefined ? null : <div className={classes["aside"]}>{aside}</div>}
      </div>
      {thumb === undefined ? null : <div className={classes["thumb"]}>{thumb}</div>}
    </div>
  );
}
