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
  if (process.env.SOURCES) {
    const source = (id: string, kind: string, more: object = {}) => ({ id, kind, serviceId: "storefront", serviceLabel: "service", firstAlertAt: null, lastDeliveryAt: null, isFromFile: false, ...more });
    const came = new Date(Date.now() - 200_000).toISOString();
    const all = [source("prometheus", "alertmanager", { firstAlertAt: came, lastDeliveryAt: came, isFromFile: true }), source("legacy-pager", "pagerduty-events-v2", { serviceLabel: null, serviceId: "checkout" }), source("prometheus-us", "alertmanager"), source("cron", "heartbeat", { isFromFile: true, serviceLabel: null, serviceId: "ledger" }), source("scripts", "json", { serviceLabel: null, serviceId: null })];
    const body = JSON.stringify({ version: "4", alerts: [{ status: "firing", labels: { alertname: "HighLatency", api_key: "redacted before storing" } }] });
    const deliveries = [1, 2, 3].map((n) => ({ id: `01a1fd93-a1a8-7dd6-aa6c-04f08477439${n}`, receivedAt: new Date(Date.now() - n * 90_000).toISOString(), size: 566 * n * n, contentType: "application/json", signals: n - 1, note: n === 3 ? "Alertmanager cut off 4 alerts. Set max_alerts: 0 in its webhook_config." : null, body }));
    await page.route("**/api/v1/sources**", (route: any) => {
      const url = new URL(route.request().url());
      const [, , , , id, part] = url.pathname.split("/");
      if (route.request().method() === "POST") return route.fulfill({ status: 201, json: { ...all[2], id: route.request().postDataJSON()?.id ?? "prometheus-us", key: "k7QdZ8pLm2vX2rT4" } });
      if (part === "deliveries") return route.fulfill({ json: { items: id === "prometheus" ? deliveries : [], next: null } });
      if (id) return route.fulfill({ json: all.find((each) => each.id === id) ?? { ...all[2], id } });
      return route.fulfill({ json: { items: all, next: null } });
    });
  }
  await page.goto(base + path);
  await page.waitForTimeout(2500);
  if (act) { await (new Function("page", `return (async () => { ${act} })()`))(page); await page.waitForTimeout(700); }
  await page.screenshot({ path: `/tmp/alerts-shots/${which}-${size}-${scheme}.png`, fullPage: !act?.includes("NOFULL") });
  const wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
  console.log(each, "overflow", wide, "axe", await axe(page), "errors", errors.slice(0, 5));
}
await browser.close();
