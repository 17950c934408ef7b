export { runAmtool, startAlertmanager, type Alertmanager, type AlertmanagerOptions, type AmtoolAnswer } from "./alertmanager.ts";
export { DEMO_ALERT_NAME, startDemoPrometheus, type DemoLabels, type DemoPrometheus } from "./demo-prometheus.ts";
export { isInstalled, type Peer } from "./installed.ts";
export type { PeerProcess } from "./peer-process.ts";
export { startPrometheus, type AlertingRule, type Prometheus, type PrometheusAlert, type PrometheusOptions } from "./prometheus.ts";
