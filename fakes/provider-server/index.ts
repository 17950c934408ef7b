export type { ProviderAnswer, ProviderBehaviour, ProviderEntry, ProviderRequest } from "./provider-entry.ts";
export { startProvider, type ProviderOptions, type ProviderServer } from "./provider-server.ts";
