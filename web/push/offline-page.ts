/** What is shown in the place of a page that could not be fetched. It stands in the worker itself: nothing is kept for it. */
export const offlinePage = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"><meta name="color-scheme" content="light dark"><title>Muster cannot be reached</title><style>
body{margin:0;background:#f7f6f3;color:#1b1a17;font:16px/24px Inter,system-ui,-apple-system,"Segoe UI",sans-serif}
main{min-height:100vh;min-height:100dvh;display:grid;align-content:center;gap:12px;padding:24px;max-width:480px;margin-inline:auto;box-sizing:border-box}
h1{margin:0;font-size:28px;line-height:34px;font-weight:600}p{margin:0;color:#54514a}
a{display:grid;place-items:center;min-height:58px;margin-top:12px;border-radius:10px;background:#1b1a17;color:#fff;font-weight:600;font-size:18px;text-decoration:none}a:focus-visible{outline:2px solid #1b1a17;outline-offset:3px}
@media (prefers-color-scheme:dark){body{background:#121110;color:#f0eee8}p{color:#b9b5ab}a{background:#f0eee8;color:#1b1a17}a:focus-visible{outline-color:#f0eee8}}
</style></head><body><main><h1>Muster cannot be reached</h1><p>Either this device has no network, or Muster is away. If you were paged: answer by text or by the call, or tell your team.</p><a href="">Try again</a></main></body></html>`;

/** The headers of that page: it needs its own style and nothing else. */
export const offlineHeaders = { "content-type": "text/html; charset=utf-8", "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'" };
