import classes from "./Keys.module.css";

/** The word for the platform's command key. */
export function commandKey(): "⌘" | "Ctrl " {
  return /Mac|iP(hone|ad|od)/.test(navigator.platform) ? "⌘" : "Ctrl ";
}

/** Keys to press, as on the keyboard: `D`, `↵`, `⌘K`. */
export function Keys({ keys }: { keys: string }) {
  return <kbd className={classes["keys"]}>{keys}</kbd>;
}
