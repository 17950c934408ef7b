/** Begins the worker that shows messages of Muster while it is closed. Where a browser has none, or refuses it, everything else works. */
export function registerWorker(): void {
  if (!("serviceWorker" in navigator) || !window.isSecureContext) return;
  void navigator.serviceWorker.register("/service-worker.js").catch(() => undefined);
}
