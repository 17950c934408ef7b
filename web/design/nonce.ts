declare global {
  interface Window {
    __webpack_nonce__?: string;
  }
}

/** The nonce that the server put into the page, for the style elements that scripts make; empty where there is none. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>("meta[property='csp-nonce']")?.nonce ?? "";
}

/** Lends the nonce to the library that locks scrolling behind dialogs: it looks under this name and no other. */
export function lendStyleNonce(): void {
  const nonce = styleNonce();
  if (nonce !== "") window.__webpack_nonce__ = nonce;
}
