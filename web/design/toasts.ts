import type { ReactNode } from "react";

export interface ToastAction {
  words: string;
  act: () => void;
}

export interface Toast {
  id: string;
  text: ReactNode;
  icon?: ReactNode;
  /** `Undo` for what was done; another verb for what is asked. */
  action?: ToastAction | undefined;
  /** How long it stays; the time stands still under a pointer or the focus. Without it the toast stays until dismissed. */
  seconds?: number | undefined;
  /** `ink` says that something was done; `sheet` tells or asks. */
  look?: "ink" | "sheet";
}

type Listener = () => void;

/** The toasts on screen, newest last. */
export interface ToastShelf {
  all: () => readonly Toast[];
  subscribe: (listener: Listener) => () => void;
  show: (toast: Omit<Toast, "id"> & { id?: string }) => string;
  dismiss: (id: string) => void;
}

const most = 3;

/** Makes an empty shelf; a toast shown under a known id takes its place. */
export function makeToastShelf(): ToastShelf {
  let toasts: readonly Toast[] = [];
  let shown = 0;
  const listeners = new Set<Listener>();
  const put = (next: readonly Toast[]) => {
    toasts = next;
    for (const listener of listeners) listener();
  };
  return {
    all: () => toasts,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    show: (toast) => {
      shown += 1;
      const id = toast.id ?? `toast-${shown}`;
      put([...toasts.filter((each) => each.id !== id), { ...toast, id }].slice(-most));
      return id;
    },
    dismiss: (id) => put(toasts.filter((each) => each.id !== id)),
  };
}

const shelf = makeToastShelf();

/** The application's own shelf. */
export const toastShelf: ToastShelf = shelf;

/** Says in passing that something was done, with twelve seconds to undo it. */
export function toast(text: ReactNode, undo?: () => void, icon?: ReactNode): string {
  const action = undo === undefined ? undefined : { words: "Undo", act: undo };
  return shelf.show({ text, icon, action, seconds: undo === undefined ? 6 : 12, look: "ink" });
}
