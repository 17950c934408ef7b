/** The style of the pages for reports: light by day, dark by night, readable from 320 px, letters large enough that a phone does not zoom. */
export const reportStyle = `
:root{--paper:#f7f6f3;--sheet:#fff;--ink:#1b1a17;--ink-2:#54514a;--line:#e6e3dd;--edge:#8d887c;--on-ink:#fff;--late:#b91d24;--late-wash:#fce7e5}
@media (prefers-color-scheme:dark){:root{--paper:#121110;--sheet:#1a1917;--ink:#f0eee8;--ink-2:#b9b5ab;--line:#312f2b;--edge:#7b766b;--on-ink:#1b1a17;--late:#ff8f86;--late-wash:#3a1916}}
*{box-sizing:border-box}html{-webkit-text-size-adjust:100%;color-scheme:light dark}
body{margin:0;min-height:100vh;min-height:100dvh;background:var(--paper);color:var(--ink);font:16px/24px Inter,system-ui,-apple-system,"Segoe UI",sans-serif}
header{display:flex;justify-content:space-between;align-items:center;gap:16px;padding:14px 20px;border-bottom:1px solid var(--line);color:var(--ink-2);font-size:14px;line-height:20px;overflow-wrap:anywhere}
.mark{display:flex;flex:none;align-items:center;gap:8px;font-weight:600;color:var(--ink)}
main{width:100%;max-width:560px;margin:0 auto;padding:32px 20px max(32px,env(safe-area-inset-bottom))}
h1{margin:0 0 8px;font-size:28px;line-height:34px;font-weight:600;letter-spacing:-.017em;overflow-wrap:anywhere}
p{margin:0 0 16px;overflow-wrap:anywhere}.lede{margin-bottom:28px;color:var(--ink-2)}
.field{margin:0 0 24px;padding:0;border:0}
label{display:block;padding-bottom:2px;font-weight:600}label span{font-weight:400;color:var(--ink-2)}
.hint{margin:0 0 6px;color:var(--ink-2);font-size:14px;line-height:20px}
.wrong{margin:0 0 6px;color:var(--late);font-weight:600;font-size:14px;line-height:20px}
input,select,textarea{display:block;width:100%;min-width:0;min-height:48px;padding:10px 12px;border:1px solid var(--edge);border-radius:6px;background:var(--sheet);color:var(--ink);font:inherit}
select{text-overflow:ellipsis}textarea{min-height:152px;resize:vertical}
[aria-invalid]{border:2px solid var(--late);padding:9px 11px}
.button{display:flex;align-items:center;justify-content:center;width:100%;min-height:56px;padding:10px 16px;border:1px solid var(--ink);border-radius:10px;background:var(--ink);color:var(--on-ink);font:inherit;font-size:17px;font-weight:600;text-decoration:none;cursor:pointer}
.plain.button{background:var(--sheet);border-color:var(--edge);color:var(--ink);font-weight:400}
input:focus-visible,select:focus-visible,textarea:focus-visible,.button:focus-visible,a:focus-visible,.summary:focus-visible{outline:2px solid var(--ink);outline-offset:2px}
.summary{margin:0 0 28px;padding:16px;border-left:4px solid var(--late);border-radius:4px;background:var(--late-wash)}.summary h2{margin:0 0 4px;font-size:16px;line-height:24px}
ul{margin:0;padding:0 0 0 20px}li{margin:0 0 8px;overflow-wrap:anywhere}.summary a{color:var(--late)}
.next{margin:0 0 28px;padding:20px 0 0;border-top:1px solid var(--line)}.next h2{margin:0 0 8px;font-size:16px;line-height:24px}
.foot{margin:16px 0 0;color:var(--ink-2);font-size:14px;line-height:20px}
.done{display:flex;align-items:center;gap:8px;margin:0 0 12px;font-weight:600}
@media (max-width:340px){h1{font-size:24px;line-height:30px}main,header{padding-left:16px;padding-right:16px}}
`.replaceAll("\n", "");
