import type { DemoAlert } from "./hands.ts";

export const slow: DemoAlert = { alertname: "HighLatency", service: "storefront", severity: "critical", summary: "p99 of the storefront above 2 s" };
export const errors: DemoAlert = { alertname: "ManyErrors", service: "storefront", severity: "critical", summary: "12% of requests to the storefront fail" };
export const timeouts: DemoAlert = { alertname: "Timeouts", service: "checkout", severity: "high", summary: "Checkout waits for connections to its database" };
export const staging: DemoAlert = { alertname: "Restarts", service: "checkout", severity: "critical", summary: "Checkout restarts in staging", env: "staging" };
export const disk: DemoAlert = { alertname: "DiskFull", service: "search", severity: "warning", summary: "Disk 82% full on shop-fra-2" };
