export type { NtfyBehaviour, NtfyEntry, NtfyMessage } from "./ntfy-entry.ts";
export { startNtfyServer, type NtfyServer, type NtfyServerOptions } from "./ntfy-server.ts";
