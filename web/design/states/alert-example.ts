import type { AttemptedPerson } from "../AttemptTable.tsx";
import type { CodeLine } from "../Code.tsx";
import type { TraceKind, TraceLine } from "../Trace.tsx";

function at(time: string): number {
  return Date.parse(`2026-11-19T${time}+01:00`);
}

type Told = [time: string, kind: TraceKind, decision: string, text: string, code: string];

const told: Told[] = [
  ["13:58:03", "passed", "Received", "from Prometheus by Alertmanager, delivery 88f1, signal 1 of 3", "received"],
  ["13:58:03", "passed", "Folded", "a new occurrence: the last one ended on 16 Nov, longer ago than 15 min", "fold.new-occurrence"],
  ["13:58:03", "passed", "Not silenced", "one silence and one window looked at, neither matches", "silence.none-matched"],
  ["13:58:03", "passed", "Routed: high", "route 2, severity == \"critical\" && service.tier == 1", "route.first-match"],
  ["13:58:04", "sent", "Paged Elif", "policy Payments, step 1 of 3: on call until 19:00", "page.sent"],
  ["13:58:34", "held", "Held back: SMS to Elif", "her number is not confirmed; push moved up", "contact.unverified"],
  ["13:59:20", "sent", "Elif: “I can’t, on a train”", "so step 2 began at once: team Payments", "step.declined"],
  ["14:01:07", "sent", "Chidi: “I have it”", "by SMS. Escalation stopped; one page withdrawn", "ack.first-answer"],
];

/** What was decided about an alert, and why. */
export const exampleTrace: TraceLine[] = [
  ...told.map(([time, kind, decision, text, code], index) => ({ id: String(index), at: at(time), kind, decision, text, code })),
  {
    id: "since", at: "since", kind: "held", decision: "Held back: 213 repeats",
    text: "the occurrence is acknowledged, so nobody is paged again", code: "fold.acknowledged",
  },
];

/** Whom it tried to reach, and how that went. */
export const exampleAttempts: AttemptedPerson[] = [
  {
    id: "elif", name: "Elif Kaya", shown: "Elif",
    attempts: [
      { id: "1", by: "mail", due: at("13:58:03"), claimed: at("13:58:03.100"), handedOver: at("13:58:04"), providerId: "9F2C41", confirmed: at("13:58:06"), said: "I can’t", answer: "13:59:20, phone page" },
      { id: "2", by: "sms", due: at("13:58:33"), claimed: "never", handedOver: "held back", answer: "number not confirmed, push moved up" },
      { id: "3", by: "push", due: at("13:58:33"), claimed: at("13:58:33.200"), handedOver: at("13:58:34"), providerId: "ntfy hVq3x", confirmed: "not confirmed", isUnconfirmed: true, answer: "30 s waited, then the next" },
    ],
  },
  {
    id: "chidi", name: "Chidi Novak", shown: "Chidi",
    attempts: [
      { id: "4", by: "mail", due: at("13:59:20"), claimed: at("13:59:20.100"), handedOver: at("13:59:21"), providerId: "71D0A8", confirmed: at("13:59:22"), answer: "no answer here" },
      { id: "5", by: "voice", due: at("14:00:20"), claimed: "never", handedOver: "not made", answer: "answered before it was due" },
    ],
  },
];

const read = (text: string) => ({ text, mark: "read" as const });

/** A payload with what was read and what was taken out. */
export const examplePayload: CodeLine[] = [
  { parts: ["{"] },
  { parts: ['  "version": "4", "status": "firing",'] },
  { parts: ['  "alerts": [{'] },
  { parts: ["    ", read('"alertname": "HighLatency"'), ","], note: "group" },
  { parts: ["    ", read('"service": "checkout"'), ","], note: "service" },
  { parts: ['    "region": "eu-central-1",'] },
  { parts: ['    "api_key": "', { text: "redacted", mark: "hidden" }, '"'], note: "before storing" },
  { parts: ["    ", read('"fingerprint": "c1f0a7d2e94b3358"')], note: "key" },
  { parts: ["  }]"] },
  { parts: ["}"] },
];

const used = (text: string, note: string): CodeLine => ({ parts: [text], note, isUsed: true });

/** A captured body with the lines that a mapping uses. */
export const exampleCapture: CodeLine[] = [
  { parts: ["{"] },
  { parts: ['  "evt": "state_change",'] },
  used('  "id": 4711,', "key"),
  used('  "label": "Cold store 2, Rostock",', "title"),
  { parts: ['  "was": "OK",'] },
  used('  "now": "ALARM",', "state"),
  { parts: ['  "battery": 0.81'] },
  { parts: ["}"] },
];

/** What one pastes into the tool. */
export const exampleConfiguration = `# alertmanager.yml
receivers:
  - name: muster
    webhook_configs:
      - url: https://muster.acme.example/intake/prometheus-us/k7Qd…vX2
        send_resolved: true`;
