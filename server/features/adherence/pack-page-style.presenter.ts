/** The style of the evidence on paper: A4, ink on white, a row never cut in two. On a screen it is the same sheet on a table. */
export const packPageStyle = `
@page{size:A4;margin:16mm 15mm 18mm}
*{box-sizing:border-box}html{color-scheme:light}
body{margin:0;background:#d9d5ce;color:#1b1a17;font:13px/19px Inter,system-ui,-apple-system,"Segoe UI",sans-serif;font-variant-numeric:tabular-nums}
main{max-width:210mm;margin:24px auto;padding:16mm 15mm 18mm;background:#fff}
.top{display:flex;justify-content:space-between;align-items:center;gap:16px;padding-bottom:6px;border-bottom:1.5px solid #1b1a17;font-size:12px;font-weight:600}
.mark{display:inline-flex;gap:8px;align-items:center}
h1{margin:18px 0 4px;font-size:22px;line-height:29px;font-weight:600;letter-spacing:-.017em;overflow-wrap:anywhere}h1 span{font-weight:500;color:#54514a}
h2{margin:26px 0 6px;font-size:15px;line-height:20px;font-weight:600;break-after:avoid}
h3{margin:16px 0 4px;font-size:13px;line-height:18px;font-weight:600;break-after:avoid}h3 span{font-weight:400;color:#3c3a35}
p{margin:0 0 8px;overflow-wrap:anywhere}.made{color:#54514a}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(118px,1fr));margin:14px 0 4px;padding:0;border-top:1px solid #d5d1c8;border-bottom:1px solid #d5d1c8}
.facts div{padding:8px 12px 9px 0}.facts dt{color:#54514a;font-size:12px}.facts dd{margin:0;font-weight:600;overflow-wrap:anywhere}.facts dd span{font-weight:400;color:#3c3a35}
table{width:100%;border-collapse:collapse;table-layout:fixed}thead{display:table-header-group}
th{padding:4px 10px 4px 0;text-align:left;font-weight:400;color:#54514a;font-size:12px}
td{padding:5px 10px 5px 0;border-top:1px solid #d5d1c8;vertical-align:top;overflow-wrap:anywhere}tr{break-inside:avoid}
td.asks{font-weight:500}td.missed{color:#8f1218;font-weight:600}td.quiet{color:#54514a}
.w-verdict{width:13%}.w-by{width:17%}.w-proof{width:13%}.w-event{width:8%}.w-when{width:19%}.w-who{width:17%}.w-name{width:46%}
.typed{white-space:pre-wrap}small{font-size:11px;line-height:14px;color:#54514a;display:block}
.end{margin-top:20px;padding-top:8px;border-top:1px solid #d5d1c8}.end li{margin:0 0 4px;overflow-wrap:anywhere}code{font:12px/18px ui-monospace,SFMono-Regular,Menlo,monospace;overflow-wrap:anywhere}
.page{break-before:page}
@media print{body{background:#fff;font-size:10.5px;line-height:15px}main{max-width:none;margin:0;padding:0}h1{font-size:19px;line-height:24px;margin-top:14px}h2{font-size:13px}h3{font-size:11.5px}.top,th,.facts dt{font-size:10px}.facts{grid-template-columns:repeat(5,1fr)}td{padding:3.5px 10px 3.5px 0}code{font-size:9.5px}small{font-size:9px;line-height:12px}}
@media screen and (max-width:720px){main{margin:0;padding:20px 16px}.w-when{width:22%}.w-event{width:13%}
.findings,.findings tbody,.findings td,.incidents,.incidents tbody,.incidents td{display:block}.findings thead,.incidents thead{display:none}
.findings tr,.incidents tr{display:grid;grid-template-columns:84px minmax(0,1fr);padding:6px 0;border-top:1px solid #d5d1c8}
.findings td,.incidents td{padding:0;border:0}.findings td:nth-child(n+3),.incidents td:nth-child(n+3){grid-column:2}.findings td:empty{display:none}
.findings td:nth-child(5):before{content:"Proof, event: "}.incidents td:nth-child(6):before{content:"Rules kept: "}}
`.replaceAll("\n", "");
