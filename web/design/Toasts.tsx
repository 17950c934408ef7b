import { IconCheck, IconX } from "@tabler/icons-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import classes from "./Toasts.module.css";
import { toastShelf, type Toast, type ToastShelf } from "./toasts.ts";

/** Seconds left of a toast; they stand still while `isHeld`. */
function useSecondsLeft(seconds: number | undefined, isHeld: boolean, onEnd: () => void): number | undefined {
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    if (left === undefined || isHeld) return undefined;
    if (left <= 0) {
      onEnd();
      return undefined;
    }
    const timer = setTimeout(() => setLeft(left - 1), 1_000);
    return () => clearTimeout(timer);
  }, [left, isHeld, onEnd]);
  return left;
}

interface ToastRowProps {
  toast: Toast;
  onDismiss: () => void;
}

/** One toast; the pointer or the focus upon it holds its time. */
export function ToastRow({ toast, onDismiss }: ToastRowProps) {
  const [isHeld, setIsHeld] = useState(false);
  const left = useSecondsLeft(toast.seconds, isHeld, onDismiss);
  const hold = { onPointerEnter: () => setIsHeld(true), onPointerLeave: () => setIsHeld(false) };
  const focus = { onFocus: () => setIsHeld(true), onBlur: () => setIsHeld(false) };
  const { action } = toast;
  const act = () => {
    action?.act();
    onDismiss();
  };
  return (
    <div className={classes["toast"]} data-look={toast.look ?? "ink"} {...hold} {...focus}>
      <span className={classes["icon"]} aria-hidden="true">{toast.icon ?? <IconCheck size={16} stroke={2} />}</span>
      <p className={classes["text"]}>{toast.text}</p>
      {action === undefined ? null : (
        <button type="button" className={classes["action"]} onClick={act}>
          {action.words}
          {left === undefined ? null : <span aria-hidden="true"> {left} s</span>}
        </button>
      )}
      {toast.seconds === undefined ? (
        <button type="button" className={classes["close"]} aria-label="Dismiss" onClick={onDismiss}>
          <IconX size={15} stroke={1.8} />
        </button>
      ) : null}
    </div>
  );
}

/** Where toasts appear: above the thumb on a phone, below the content elsewhere. */
export function Toasts({ shelf = toastShelf }: { shelf?: ToastShelf }) {
  const toasts = useSyncExternalStore(shelf.subscribe, shelf.all);
  return (
    <div className={classes["shelf"]} role="status" aria-live="polite">
      {toasts.map((toast) => (
        <ToastRow key={toast.id} toast={toast} onDismiss={() => shelf.dismiss(toast.id)} />
      ))}
    </div>
  );
}
