import type { SourceView } from "../../../server/features/alert-intake/contract.ts";
import type { PresetView } from "../../../server/features/alert-intake/mapping.contract.ts";
import { hiddenKey } from "../../../server/features/alert-intake/source-address.rules.ts";
import { presetSteps } from "./preset-setup.ts";
import { block, type Setup, type SetupBlock, type SetupStep } from "./setup-block.ts";

interface Place {
  address: string;
  /** What is sent besides the address to be known. */
  how: string;
  key: string;
}

const hello = '{"title":"Hello Muster","severity":"info","key":"hello","status":"firing"}';

function curl(label: string, address: string, body: string, headers: readonly string[] = ["content-type: application/json"]): SetupBlock {
  return block(label, [`curl -X POST ${address} \\`, ...headers.map((header) => `  -H '${header}' \\`), `  -d '${body}'`], address);
}

function paste(text: string, label: string, { address }: Place): SetupStep {
  return { text, block: block(label, [address], address) };
}

function alertmanager({ address, key }: Place): Setup {
  const { protocol, host, pathname } = new URL(address.replace(hiddenKey, "key"));
  const prefix = `${pathname.slice(0, pathname.indexOf("/intake/"))}/alertmanager/${key}`;
  return {
    detail: "into alertmanager.yml, and reload Alertmanager",
    steps: [{
      block: block("Receiver for Alertmanager", [
        "route:",
        "  receiver: muster",
        { text: '  group_by: ["..."]', note: "Muster groups" },
        { text: "  group_wait: 0s", note: "at once" },
        { text: "  group_interval: 10s", note: "ends too" },
        "receivers:",
        "  - name: muster",
        "    webhook_configs:",
        `      - url: ${address}`,
        { text: "        send_resolved: true", note: "so that alerts end by themselves" },
        { text: "        max_alerts: 0", note: "nothing is cut off" },
      ], address),
    }, {
      text: "Without an Alertmanager, Prometheus sends straight here, in prometheus.yml:",
      block: block("Alerting for Prometheus", [
        "alerting:",
        "  alertmanagers:",
        `    - scheme: ${protocol.replace(":", "")}`,
        `      path_prefix: ${prefix}`,
        "      static_configs:",
        `        - targets: ["${host}"]`,
      ], prefix),
    }],
    trial: block("A first alert by amtool", ["amtool alert add HelloMuster severity=info \\", "  --alertmanager.url=http://localhost:9093"], address),
  };
}

function grafana(place: Place): Setup {
  return {
    detail: "as a contact point of Grafana",
    steps: [
      { text: "In Grafana open Alerting → Contact points (in Grafana Cloud below Alerts & IRM), add a contact point, and choose the integration Webhook." },
      paste("Paste this address as its URL; the HTTP method stays POST:", "Address for Grafana", place),
      { text: "Under the optional settings leave “Max Alerts” empty or at 0, so that nothing is cut off; leave “Disable resolved message” off, so that alerts end by themselves." },
      { text: "Choose the contact point in a notification policy, and override its general timings: group wait 0s, group interval 10s, since Muster groups. The label service of a rule names its service." },
    ],
    trial: null,
  };
}

function pagerduty({ address, how, key }: Place): Setup {
  const changes = address.replace("/v2/enqueue", "/v2/change/enqueue");
  return {
    detail: "in place of PagerDuty’s own address; the body stays as it is",
    steps: [
      { block: block("Address and routing key", [`url: ${address}`, how], address) },
      { text: "Change events have an address of their own, with the same routing key:", block: block("Address for change events", [changes], changes) },
    ],
    trial: block("A first event by curl", [
      `curl -X POST ${address} \\`,
      "  -H 'content-type: application/json' \\",
      `  -d '{"routing_key":"${key}","event_action":"trigger","dedup_key":"hello",`,
      `       "payload":{"summary":"Hello Muster","source":"curl","severity":"info"}}'`,
    ], address),
  };
}

function opsgenie(place: Place): Setup {
  const { address, how } = place;
  const origin = address.replace("/v2/alerts", "");
  return {
    detail: "in place of Opsgenie’s own API; the requests stay as they are",
    steps: [
      { text: "Where a tool asks for the API URL of Opsgenie, this stands in its place:", block: block("API URL in place of Opsgenie’s", [origin], origin) },
      { text: "Requests go there to /v2/alerts, with the key as an API key:", block: block("Header of the requests", [how], how) },
    ],
    trial: curl("A first alert by curl", address, '{"message":"Hello Muster","alias":"hello","priority":"P5"}', ["content-type: application/json", how]),
  };
}

function sentry(place: Place): Setup {
  return {
    detail: "as an internal integration of Sentry",
    steps: [
      { text: "In Sentry open Settings → Custom Integrations (below Developer Settings), create a new integration, and choose Internal Integration." },
      paste("Paste this address as its Webhook URL, and switch “Alert Rule Action” on, which newer versions call “Alert Action”:", "Address for Sentry", place),
      { text: "Set its permission Issue & Event to Read, and tick issue under Webhooks, so that a resolved issue ends its alert. Save it, and copy its Client Secret at once, since Sentry shows it for a short while only: it is the signing key of this source." },
      { text: "In your alert rules add the action “Send a notification via an integration” with this integration." },
    ],
    trial: null,
  };
}

function cloudwatch(place: Place): Setup {
  const { address } = place;
  const protocol = address.slice(0, address.indexOf(":"));
  return {
    detail: "as a subscription of the SNS topic that your alarms publish to",
    steps: [
      { text: "Let the alarms send notifications to an SNS topic, for each of their states: In alarm, OK and Insufficient data." },
      {
        text: "Subscribe this address to the topic, with your own in place of the words in capitals. AWS must reach it; Muster confirms the subscription by itself:",
        block: block("Subscription of the topic", [`aws sns subscribe --protocol ${protocol} \\`, "  --topic-arn arn:aws:sns:REGION:ACCOUNT:TOPIC \\", `  --notification-endpoint ${address}`], address),
      },
      { text: "Leave raw message delivery off: what SNS signs is checked." },
    ],
    trial: block("A first alarm by the AWS command line", ["aws cloudwatch set-alarm-state --alarm-name NAME \\", "  --state-value ALARM --state-reason 'Hello Muster'"], address),
  };
}

function github(place: Place): Setup {
  return {
    detail: "as a webhook of a repository or an organization",
    steps: [
      { text: "In GitHub open Settings → Webhooks of the repository or the organization and add a webhook." },
      paste("Paste this address as its Payload URL, and set the content type to application/json:", "Address for GitHub", place),
      { text: "Its Secret is the signing key of this source." },
      { text: "Choose “Let me select individual events”. Dependabot, code scanning and secret scanning alerts become alerts; deployments, their statuses, releases, pushes, check and workflow runs become changes, which page nobody." },
    ],
    trial: null,
  };
}

function cloudevents(place: Place): Setup {
  const event = ["content-type: application/json", "ce-specversion: 1.0", "ce-id: hello-1", "ce-source: /curl", "ce-type: com.example.hello"];
  return {
    detail: "wherever events go: structured, binary or batched",
    steps: [paste("Send the events to this address by POST:", "Address for CloudEvents", place)],
    trial: curl("A first event by curl", place.address, hello, event),
  };
}

function email(place: Place): Setup {
  return {
    detail: "wherever your tool asks for a recipient",
    steps: [paste("Mail to this address becomes an alert; its subject is the title:", "Mail address", place), { text: "Let your mail server hand mail for this address over to where Muster takes mail, the address in MUSTER_MAIL_LISTEN. The trial below speaks to it without a mail server: write that address in place of 127.0.0.1:2525." }],
    trial: block("A first mail by curl", [
      "printf 'Subject: WARNING: hello\\r\\n\\r\\nHello Muster\\r\\n' |",
      "  curl smtp://127.0.0.1:2525 --mail-from you@example.com \\",
      `  --mail-rcpt '${place.address}' -T -`,
    ], place.address),
  };
}

function syslog({ address, how }: Place): Setup {
  const at = address.lastIndexOf(":");
  const [host, port] = [address.slice(0, at).replace(/^\[|\]$/g, ""), address.slice(at + 1)];
  const element = how.replace(/^\[|\]$/g, "");
  const [name = "", ...parameters] = element.split(" ");
  return {
    detail: "into rsyslog, or wherever syslog is sent from",
    steps: [
      { text: "rsyslog sends warnings and worse, each with what names this source:", block: block("Configuration for rsyslog", [
        'template(name="muster" type="string"',
        `  string="<%PRI%>1 %TIMESTAMP:::date-rfc3339% %HOSTNAME% %APP-NAME% %PROCID% %MSGID% ${how.replaceAll('"', '\\"')}%msg:::sp-if-no-1st-sp%%msg%\\n")`,
        `*.warning action(type="omfwd" target="${host}" port="${port}" protocol="tcp" template="muster"`,
        { text: '  queue.type="linkedList" action.resumeRetryCount="-1")', note: "kept while Muster is away" },
      ], how.replaceAll('"', '\\"')) },
      { text: "What is milder than a warning is kept and opens no alert. A message with state=ok ends it. Without what names it, a message is for the only source of this kind." },
    ],
    trial: block("A first message by logger", [
      `logger --server ${host} --port ${port} --tcp --rfc5424 -p user.warning -t hello \\`,
      `  --sd-id ${name} ${parameters.map((parameter) => `--sd-param '${parameter}'`).join(" ")} 'Hello Muster'`,
    ], host),
  };
}

function heartbeat({ address }: Place): Setup {
  return {
    detail: "at the end of a job, so that each good run sends a beat",
    steps: [
      { text: "As the last thing that a job does when it went well:", block: block("A beat by curl", [`curl -fsS -m 10 --retry 3 -X POST ${address}`], address) },
      { text: "Or in a crontab, after the job:", block: block("A line of a crontab", [`0 3 * * *  /usr/local/bin/backup && curl -fsS -m 10 --retry 3 -X POST ${address}`], address) },
      { text: "A beat that stays away becomes an alert; the next one ends it." },
    ],
    trial: null,
  };
}

function json({ address }: Place): Setup {
  return {
    detail: "wherever your tool or script asks for a webhook",
    steps: [{ block: block("Address for plain JSON", [address], address) }],
    trial: curl("A first alert by curl", address, hello),
  };
}

function mapped({ address }: Place): Setup {
  return {
    detail: "wherever your tool asks for a webhook",
    steps: [
      { block: block("Address for any tool", [address], address) },
      { text: "Whatever comes is kept and shown. As soon as something came, you say below what is what in it." },
    ],
    trial: curl("A first payload by curl", address, '{"what":"Cold store 2","now":"ALARM","level":"major"}'),
  };
}

const setups: Readonly<Record<string, (place: Place) => Setup>> = { alertmanager, grafana, "pagerduty-events-v2": pagerduty, opsgenie, sentry, cloudwatch, github, cloudevents, email, syslog, heartbeat, json, mapped };

/** What to do where, with the real address; the key stands in it where it is known. */
export function setupOf(source: Pick<SourceView, "id" | "kind" | "address" | "how">, key: string | undefined, preset: PresetView | undefined): Setup {
  const shown = key ?? hiddenKey;
  const place = { address: source.address.replace(hiddenKey, shown), how: (source.how ?? "").replace(hiddenKey, shown), key: shown };
  if (preset !== undefined) return { detail: `in ${preset.name}, step by step`, steps: presetSteps(preset.name, preset.where, place.address), trial: null };
  return (setups[source.kind] ?? mapped)(place);
}
