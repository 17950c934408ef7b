/** The phone page's own style: light by day, dark by night, targets for thumbs, readable from 320 px. */
export const phoneStyle = `
:root{--paper:#f7f6f3;--sheet:#fff;--ink:#1b1a17;--ink-2:#54514a;--line:#e6e3dd;--edge:#c9c4ba;--on-ink:#fff;--band:#c8222a;--wash:#fce7e5;--text:#b91d24}
.high{--band:#df6a16;--wash:#fdecdd;--text:#ab4406}.warning{--band:#b8840e;--wash:#f8efd0;--text:#815900}.info{--band:#8a8472;--wash:#efece4;--text:#635d4d}
@media (prefers-color-scheme:dark){:root{--paper:#121110;--sheet:#1a1917;--ink:#f0eee8;--ink-2:#b9b5ab;--line:#312f2b;--edge:#4a463f;--on-ink:#1b1a17;--band:#d33630;--wash:#3a1916;--text:#ff8f86}
.high{--band:#e27325;--wash:#37200f;--text:#ffa765}.warning{--band:#c99a24;--wash:#302709;--text:#e6c15c}.info{--band:#857e6a;--wash:#29271f;--text:#bcb49e}}
*{box-sizing:border-box}html{-webkit-text-size-adjust:100%}
body{margin:0;min-height:100vh;min-height:100dvh;display:flex;flex-direction:column;background:var(--paper);color:var(--ink);font:16px/24px Inter,system-ui,-apple-system,"Segoe UI",sans-serif}
header{display:flex;justify-content:space-between;align-items:center;gap:12px;padding:14px 20px;border-bottom:4px solid var(--band);color:var(--ink-2);font-size:14px;line-height:20px}
.mark{display:flex;align-items:center;gap:8px;font-weight:600;color:var(--ink)}
main{flex:1;display:flex;flex-direction:column;gap:10px;padding:24px 20px max(20px,env(safe-area-inset-bottom));width:100%;max-width:480px;margin:0 auto}
.grow{flex:1}
h1{margin:16px 0 4px;font-size:28px;line-height:34px;font-weight:600;letter-spacing:-.017em;overflow-wrap:anywhere}
.service{margin:0 0 16px;color:var(--ink-2)}
.badge{display:inline-flex;align-items:center;gap:7px;padding:4px 10px;border-radius:4px;background:var(--wash);color:var(--text);font-size:14px;line-height:20px;font-weight:600;white-space:nowrap}
ul{list-style:none;margin:0 0 16px;padding:0;border-bottom:1px solid var(--line)}
li{display:flex;gap:12px;padding:11px 0;border-top:1px solid var(--line);overflow-wrap:anywhere}li svg{flex:none;margin-top:2px;color:var(--ink-2)}li a{color:inherit;text-decoration-color:var(--edge);text-underline-offset:3px}li small{color:var(--ink-2);font-size:14px;line-height:20px}
.banner{display:flex;gap:14px;align-items:flex-start;padding-bottom:18px;border-bottom:1px solid var(--line)}.banner h1{margin:0;font-size:24px;line-height:30px}.banner p{margin:2px 0 0;color:var(--ink-2);font-size:15px;line-height:21px}
.round{flex:none;width:48px;height:48px;border-radius:50%;border:2px solid var(--ink);display:grid;place-items:center}.round.filled{background:var(--ink);color:var(--on-ink)}
.about{display:flex;gap:12px;align-items:flex-start;padding:14px 0;overflow-wrap:anywhere}
form{margin:0}
.button{display:flex;flex-direction:column;align-items:center;justify-content:center;width:100%;min-height:58px;padding:10px 16px;border:1px solid var(--edge);border-radius:10px;background:var(--sheet);color:var(--ink);font:inherit;font-size:17px;line-height:22px;text-decoration:none;cursor:pointer;text-align:center}
.button span{display:inline-flex;gap:8px;align-items:center}.button small{color:var(--ink-2);font-size:14px;line-height:20px}
.filled.button{min-height:66px;background:var(--ink);border-color:var(--ink);color:var(--on-ink);font-weight:600;font-size:18px}
.button:focus-visible,a:focus-visible{outline:2px solid var(--ink);outline-offset:3px}
.foot{margin:2px 0 0;text-align:center;color:var(--ink-2);font-size:14px;line-height:20px}.foot a{color:inherit}
@media (max-width:340px){h1{font-size:24px;line-height:30px}main{padding:16px 16px 16px}header{padding:12px 16px}}
`.replaceAll("\n", "");
