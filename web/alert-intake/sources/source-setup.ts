import type { CodeLine } from "../../design/Code.tsx";

export interface SetupBlock {
  label: string;
  lines: readonly CodeLine[];
  /** What is copied: the same without the pale notes. */
  copy: string;
}

export interface Setup {
  /** What to do with it. */
  detail: string;
  configuration: SetupBlock;
  /** Sends a first alert. */
  trial: SetupBlock;
}

/** Stands where the key would be, once it is no longer shown. */
export const hiddenKey = "<key>";

type Line = string | { text: string; note: string };

function block(label: string, lines: readonly Line[], address: string): SetupBlock {
  const textOf = (line: Line) => (typeof line === "string" ? line : line.text);
  return { label, lines: lines.map((line) => marked(line, address)), copy: lines.map(textOf).join("\n") };
}

function marked(line: Line, address: string): CodeLine {
  const text = typeof line === "string" ? line : line.text;
  const at = text.indexOf(address);
  const parts = at === -1 ? [text] : [text.slice(0, at), { text: address, mark: "read" as const }, text.slice(at + address.length)];
  return typeof line === "string" ? { parts } : { parts, note: line.note };
}

function alertmanager(origin: string, id: string, key: string): Setup {
  const address = `${origin}/intake/${id}/${key}`;
  return {
    detail: "into alertmanager.yml, and reload Alertmanager",
    configuration: block("Receiver for Alertmanager", [
      "route:",
      "  receiver: muster",
      { text: "  group_wait: 0s", note: "Muster groups, at once" },
      "receivers:",
      "  - name: muster",
      "    webhook_configs:",
      `      - url: ${address}`,
      { text: "        send_resolved: true", note: "so that alerts end by themselves" },
      { text: "        max_alerts: 0", note: "nothing is cut off" },
    ], address),
    trial: block("A first alert by amtool", [
      "amtool alert add HelloMuster severity=info \\",
      "  --alertmanager.url=http://localhost:9093",
    ], address),
  };
}

function pagerduty(origin: string, key: string): Setup {
  const address = `${origin}/v2/enqueue`;
  return {
    detail: "in place of PagerDuty’s own address; the body stays as it is",
    configuration: block("Address and routing key", [`url: ${address}`, `routing_key: ${key}`], address),
    trial: block("A first event by curl", [
      `curl -X POST ${address} \\`,
      "  -H 'content-type: application/json' \\",
      `  -d '{"routing_key":"${key}","event_action":"trigger","dedup_key":"hello",`,
      `       "payload":{"summary":"Hello Muster","source":"curl","severity":"info"}}'`,
    ], address),
  };
}

function json(origin: string, id: string, key: string): Setup {
  const address = `${origin}/intake/${id}/${key}`;
  return {
    detail: "wherever your tool or script asks for a webhook",
    configuration: block("Address for plain JSON", [address], address),
    trial: block("A first alert by curl", [
      `curl -X POST ${address} \\`,
      "  -H 'content-type: application/json' \\",
      `  -d '{"title":"Hello Muster","severity":"info","key":"hello","status":"firing"}'`,
    ], address),
  };
}

/** What to paste where, for a kind that is there; undefined for the others. */
export function setupOf(kind: string, { origin, id, key }: { origin: string; id: string; key: string | undefined }): Setup | undefined {
  const shownKey = key ?? hiddenKey;
  if (kind === "alertmanager") return alertmanager(origin, id, shownKey);
  if (kind === "pagerduty-events-v2") return pagerduty(origin, shownKey);
  return kind === "json" ? json(origin, id, shownKey) : undefined;
}
