import { IconCpu } from "@tabler/icons-react";
import type { CSSProperties, ReactNode } from "react";
import classes from "./Avatar.module.css";
import { initials } from "./wording.ts";

const toneCount = 4;

function toneOf(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return sum % toneCount;
}

export interface AvatarProps {
  name: string;
  size?: number;
  /** Round is a person, square a machine. */
  kind?: "person" | "machine";
}

/** A face made of initials. It is hidden from readers, since the name stands beside it. */
export function Avatar({ name, size = 24, kind = "person" }: AvatarProps) {
  const style = { "--size": `${size}px` } as CSSProperties;
  return (
    <span className={classes["avatar"]} style={style} data-kind={kind} data-tone={toneOf(name)} aria-hidden="true">
      {kind === "machine" ? <IconCpu size={size * 0.6} stroke={1.6} /> : initials(name)}
    </span>
  );
}

/** An ink ring about somebody who is on duty now. */
export function OnDutyRing({ isOnDuty = true, children }: { isOnDuty?: boolean; children: ReactNode }) {
  return (
    <span className={classes["ring"]} data-on={isOnDuty || undefined}>
      {children}
    </span>
  );
}

export interface AvatarStackProps {
  names: readonly string[];
  most?: number;
  size?: number;
}

/** Faces overlapping, the rest as a number; readers hear all the names. */
export function AvatarStack({ names, most = 5, size = 24 }: AvatarStackProps) {
  const style = { "--size": `${size}px` } as CSSProperties;
  const rest = names.length - most;
  return (
    <span className={classes["stack"]} style={style} role="img" aria-label={names.join(", ")}>
      {names.slice(0, most).map((name) => (
        <Avatar key={name} name={name} size={size} />
      ))}
      {rest > 0 ? <span className={classes["rest"]}>+{rest}</span> : null}
    </span>
  );
}
