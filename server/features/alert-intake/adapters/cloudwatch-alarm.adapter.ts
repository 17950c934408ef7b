import { cut } from "../../../values/text.ts";
import { severityOf, statusIn, statusOf, webLinks, type Severity, type Signal } from "../signal.rules.ts";
import { listOf, membersOf, textAmong, textLabels, textOf, type Members } from "./members.adapter.ts";
import { longestDescription, longestTitle, readTime } from "./reading.adapter.ts";

/** What the envelope says of an alarm. */
interface Envelope {
  subject: string | null;
  topic: string | null;
}

/** Where an alarm lives, by the name of a resource: `arn:<partition>:<service>:<region>:<account>:…`. */
interface Place {
  partition: string;
  region: string | null;
}

/** One change of an alarm's state: of a metric, of a formula over metrics, or of other alarms. Without enough data it neither began nor ended. */
export function readCloudWatchAlarm(alarm: Members, envelope: Envelope): { signals: Signal[]; note: string | null } {
  const name = nameOf(alarm, envelope);
  const word = textOf(alarm["NewStateValue"])?.toUpperCase();
  if (word === "INSUFFICIENT_DATA") return { signals: [], note: `“${cut(name, 200)}” has not enough data (INSUFFICIENT_DATA): that is neither an alarm nor its end.` };
  const place = placeOf(alarm, envelope);
  const status = statusOf(word) ?? statusIn(envelope.subject) ?? "firing";
  const at = readTime(alarm["StateChangeTime"]);
  return {
    signals: [
      {
        key: cut(textOf(alarm["AlarmArn"]) ?? [alarm["AWSAccountId"], place.region ?? alarm["Region"], name].flatMap((part) => textOf(part) ?? []).join("/"), 2_000),
        status,
        title: cut(name, longestTitle),
        severity: severityIn(name, textOf(alarm["AlarmDescription"]) ?? ""),
        labels: { ...dimensionsOf(alarm), ...textLabels({ alertname: name, account: alarm["AWSAccountId"], region: place.region ?? alarm["Region"], ...metricOf(alarm) }) },
        description: descriptionOf(alarm),
        links: webLinks([{ text: "The alarm in CloudWatch", href: consoleLink(place, name) }]),
        startedAt: status === "resolved" ? null : at,
        at,
      },
    ],
    note: null,
  };
}

function nameOf(alarm: Members, { subject }: Envelope): string {
  const named = textOf(alarm["AlarmName"]) ?? /:alarm:(.+)$/.exec(textOf(alarm["AlarmArn"]) ?? "")?.[1];
  return named ?? /"(.+)"/.exec(subject ?? "")?.[1] ?? "An alarm without a name";
}

/** An alarm publishes to topics of its own region only, so that the topic tells it too. */
function placeOf(alarm: Members, { topic }: Envelope): Place {
  const parts = [textOf(alarm["AlarmArn"]), topic].map((arn) => (arn ?? "").split(":")).find(([, , , region]) => isRegion(region));
  return { partition: parts?.[1] ?? "aws", region: parts?.[3] ?? null };
}

function isRegion(text: string | undefined): boolean {
  return /^[a-z]{2}(-[a-z]+)+-\d$/.test(text ?? "");
}

const consoles: Readonly<Record<string, string>> = { "aws-cn": "console.amazonaws.cn", "aws-us-gov": "console.amazonaws-us-gov.com" };

function consoleLink({ partition, region }: Place, name: string): string | null {
  if (region === null) return null;
  const host = consoles[partition] ?? "console.aws.amazon.com";
  return `https://${region}.${host}/cloudwatch/home?region=${region}#alarmsV2:alarm/${encodeURIComponent(name.toWellFormed())}`;
}

/** CloudWatch knows no severity: people write it into the description, or make it a word of the name. */
function severityIn(name: string, description: string): Severity {
  const written = /\b(?:severity|priority)\W{0,3}[:=]\W{0,3}([a-z]+-?\d?)/i.exec(description)?.[1];
  const named = /(?:^|[^a-z0-9])(critical|crit|fatal|sev-?[0-4]|p[1-5]|warning|warn)(?![a-z0-9])/i.exec(name)?.[1];
  return severityOf((written ?? named)?.replace("-", ""));
}

function descriptionOf(alarm: Members): string | null {
  const rule = textOf(alarm["AlarmRule"]);
  const texts = [textOf(alarm["AlarmDescription"]), textOf(alarm["NewStateReason"]), rule && `Rule: ${rule}`];
  return cut(texts.filter((text) => text !== null).join("\n\n"), longestDescription) || null;
}

/** The metrics of an alarm: one, or those that a formula is made of. */
function metricsOf(alarm: Members): Members[] {
  const trigger = membersOf(alarm["Trigger"]);
  const inFormula = listOf(trigger["Metrics"]).map((one) => membersOf(membersOf(membersOf(one)["MetricStat"])["Metric"]));
  return [trigger, ...inFormula];
}

function metricOf(alarm: Members): Members {
  const metrics = metricsOf(alarm);
  const names = [...new Set(metrics.flatMap((metric) => textOf(metric["MetricName"]) ?? []))];
  return { namespace: textAmong(...metrics.map((metric) => metric["Namespace"])), metric: names.join(", ") };
}

/** What the metrics are measured on; what differs between the metrics of a formula is no label of the alarm. */
function dimensionsOf(alarm: Members): Record<string, string> {
  const pairs = metricsOf(alarm).flatMap((metric) => listOf(metric["Dimensions"]).map(membersOf));
  const values = new Map<string, Set<string>>();
  for (const pair of pairs) {
    const [name, value] = [textOf(pair["name"]), textOf(pair["value"])];
    if (name !== null && value !== null) values.set(name, (values.get(name) ?? new Set<string>()).add(value));
  }
  const common = [...values].flatMap(([name, [first, ...others]]) => (others.length === 0 ? [[name, first]] : []));
  const labels = Object.fromEntries(common) as Members;
  return textLabels({ ...labels, service: textAmong(labels["service"], labels["ServiceName"], labels["Service"]) });
}
