import { cut } from "../../../values/text.ts";
import { webLinks, type Signal } from "../signal.rules.ts";
import type { Adapted, Arrival } from "./adapted.adapter.ts";
import { readAlert, readAlertList, textsOf, type AlertSender } from "./alertmanager.adapter.ts";
import { textOf, type Members } from "./members.adapter.ts";
import { firstText, longestDescription, longestTitle } from "./reading.adapter.ts";

const grafana: AlertSender = {
  name: "Grafana",
  limit: { none: "Leave “Max Alerts” of its contact point empty.", fewer: "Set “Max Alerts” of its contact point." },
};

/** Grafana's unified alerting: Alertmanager's webhook with values and links (https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/). */
export function adaptGrafana({ payload }: Arrival): Adapted {
  const list = readAlertList(payload, grafana);
  if ("errors" in list) return list;
  const { alerts, body, note } = list;
  if (alerts.length > 0 && alerts.every(isTest)) {
    return { signals: [], isTest: true, note: `A test of a contact point arrived: “${alerts.map((alert) => readAlert(alert).title).join("”, “")}”.` };
  }
  return { signals: alerts.map((alert) => asSignal(alert, body)), note };
}

/** What “Test” on a contact point sends. */
function isTest(alert: Members): boolean {
  const labels = textsOf(alert["labels"]);
  return labels["alertname"] === "TestAlert" && labels["instance"] === "Grafana";
}

function asSignal(alert: Members, body: Members): Signal {
  const plain = readAlert(alert);
  const annotations = textsOf(alert["annotations"]);
  const described = [annotations["Error"], annotations["description"], valuesOf(alert)].filter(Boolean).join("\n\n");
  return {
    ...plain,
    title: titleOfState(plain, annotations) ?? plain.title,
    description: cut(described, longestDescription) || null,
    links: webLinks([
      { text: "Panel", href: alert["panelURL"] },
      { text: "Dashboard", href: alert["dashboardURL"] },
      { text: "Silence it", href: alert["silenceURL"] },
      { text: "Image", href: alert["imageURL"] },
      { text: "The rule in Grafana", href: alert["generatorURL"] },
      { text: "Runbook", href: annotations["runbook_url"] },
      { text: "Grafana", href: body["externalURL"] },
    ]),
  };
}

const states: Readonly<Record<string, string>> = { DatasourceNoData: "No data", DatasourceError: "The query failed" };

/** The alerts of a rule that found no data or could not be asked carry its name as `rulename`, and a summary that speaks of something else. */
function titleOfState({ labels }: Signal, annotations: Readonly<Record<string, string>>): string | null {
  const state = states[labels["alertname"] ?? ""];
  const rule = firstText(labels["rulename"], annotations["summary"]) ?? "a rule without a name";
  return state ? cut(`${state}: ${rule}`, longestTitle) : null;
}

/** What the queries of a rule found, as `A = 12, B = 1`. */
function valuesOf(alert: Members): string | null {
  const values = Object.entries(textsOf(alert["values"])).map(([name, value]) => `${name} = ${value}`);
  return values.length > 0 ? values.join(", ") : textOf(alert["valueString"]);
}
