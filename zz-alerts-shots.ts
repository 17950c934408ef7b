import { axe, openBrowser } from "./fakes/browser.ts";
const base = "http://127.0.0.1:4783";
const [, , which = "", path = "/alerts", ...rest] = process.argv;
const sizes = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 }, small: { width: 320, height: 640 } } as const;
const wanted = (rest[0] ?? "wide:light").split(",");
const act = rest[1];
const browser = await openBrowser();
for (const each of wanted) {
  const [size = "wide", scheme = "light"] = each.split(":");
  const page = await browser.newPage({ viewport: sizes[size as keyof typeof sizes], colorScheme: scheme as "light" | "dark" });
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => { if (message.type() === "error") errors.push(message.text()); });
  const answer = await page.request.post(`${base}/api/v1/session`, { data: { email: "amara@acme.example", password: "correct horse battery" }, headers: { origin: base } });
  if (!answer.ok()) console.log("sign in", answer.status(), await answer.text());
  await page.goto(base + path);
  await page.waitForTimeout(2500);
  if (act) { await (new Function("page", `return (async () => { ${act} })()`))(page); await page.waitForTimeout(700); }
  await page.screenshot({ path: `/tmp/alerts-shots/${which}-${size}-${scheme}.png`, fullPage: !act?.includes("NOFULL") });
  const wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
  console.log(each, "overflow", wide, "axe", await axe(page), "errors", errors.slice(0, 5));
}
await browser.close();
