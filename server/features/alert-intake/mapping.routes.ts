import type { FastifyInstance } from "fastify";
import type { Json } from "../../values/canonical-json.ts";
import { toIsoOrNull } from "../../values/instant.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import type { Configuration } from "../../platform/config-document/configuration.ts";
import type { Tx } from "../../platform/database/database.ts";
import { addRoute, listOf, type RouteTools } from "../../platform/http/route.ts";
import { previewBody } from "./adapters/preview.adapter.ts";
import { unwrapped } from "./adapters/unwrapping.adapter.ts";
import { alertPermissions } from "./alert.permissions.ts";
import { readServicesOfIntake, readSources, serviceRuleOf, type SourceRow } from "./configuration.queries.ts";
import { sourceSchema } from "./contract.ts";
import { readDeliveries, readDelivery } from "./delivery.queries.ts";
import { proposeMapping } from "./guess.rules.ts";
import { mappingPreviewSchema, mappingPreviewWishSchema, mappingWishSchema, presetViewSchema, type MappingForm, type MappingPreview, type MappingPreviewWish } from "./mapping.contract.ts";
import type { Mapping } from "./mapping.rules.ts";
import { readPresets } from "./presets.document.ts";
import { redact } from "./redaction.rules.ts";
import { chooseService, type Signal } from "./signal.rules.ts";
import type { IntakeAddresses } from "./source-address.rules.ts";
import { isMapped, keepMapping, notMapped } from "./source.commands.ts";
import { sourceParams } from "./source.contract.ts";
import { presentSource } from "./source.presenter.ts";

const tag = "sources";
const mostItems = 20;
const mostBody = 1_048_576;
const noSource = refuse("source.not-found", "There is no such source.");
const noDelivery = refuse("delivery.not-found", "There is no such delivery of this source. Bodies are kept for 30 days.");
const nothingCame = refuse("source.nothing-came", "Nothing came from this source yet, so there is nothing to read. Send it something, or give a body.");

/** The tools that are known, what a mapping would make of a body, and the mapping that is kept. */
export function mappingRoutes(app: FastifyInstance, tools: RouteTools, configuration: Configuration, addresses: IntakeAddresses): void {
  presetsRoute(app, tools);
  previewRoute(app, tools);
  addRoute(app, tools, {
    method: "PUT",
    url: "/api/v1/sources/:id/mapping",
    summary: "Read a source by this mapping from now on; a source of plain JSON becomes one of the kind mapped",
    tag,
    access: alertPermissions.changeSources,
    params: sourceParams,
    body: mappingWishSchema,
    answer: sourceSchema,
    async handle(tx, { caller, params, body }) {
      const kept = await keepMapping(tx, configuration, caller, { id: params.id, mapping: body.mapping });
      return isRefusal(kept) ? kept : presentSource(kept, addresses);
    },
  });
}

function presetsRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/presets",
    summary: "The tools that Muster can read as they are, each with the steps of its set-up",
    tag,
    access: alertPermissions.readSources,
    answer: listOf(presetViewSchema),
    handle: () => Promise.resolve({ items: [...readPresets()].map(([id, { name, where }]) => ({ id, name, where: [...where] })), next: null }),
  });
}

function previewRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/sources/:id/mapping/preview",
    summary: "What a mapping would make of a body that came; nothing is stored",
    tag,
    access: alertPermissions.readSources,
    bodyLimit: mostBody,
    params: sourceParams,
    body: mappingPreviewWishSchema,
    answer: mappingPreviewSchema,
    async handle(tx, { params, body }) {
      const source = (await readSources(tx)).find(({ id }) => id === params.id);
      if (!source) return noSource;
      if (!isMapped(source.kind)) return notMapped;
      const captured = await readCaptured(tx, source.id, body);
      return isRefusal(captured) ? captured : presentPreview(tx, source, captured, body.mapping);
    },
  });
}

interface Captured {
  deliveryId: string | null;
  payload: unknown;
}

async function readCaptured(tx: Tx, sourceId: string, { deliveryId, body }: MappingPreviewWish): Promise<Captured | Refusal> {
  if (body !== undefined) return { deliveryId: null, payload: redact(body as Json, []) };
  const [newest] = deliveryId === undefined ? await readDeliveries(tx, sourceId, 1) : [await readDelivery(tx, deliveryId)];
  if (!newest || newest.source_id !== sourceId) return deliveryId === undefined ? nothingCame : noDelivery;
  return { deliveryId: newest.id, payload: newest.body === "" ? null : (JSON.parse(newest.body) as unknown) };
}

async function presentPreview(tx: Tx, source: SourceRow, { deliveryId, payload }: Captured, wished: MappingForm | undefined): Promise<MappingPreview> {
  const preset = source.preset === null ? null : (readPresets().get(source.preset) ?? null);
  const proposed = formOf(proposeMapping(unwrapped(payload)));
  // Of a tool that is known the preset reads what no expression of one's own does.
  const kept = source.mapping && formOf(source.mapping);
  const mapping = wished ?? kept ?? (preset === null ? proposed : {});
  const { signals, ...seen } = previewBody(payload, { mapping, preset });
  const services = new Set((await readServicesOfIntake(tx)).map(({ id }) => id));
  return {
    deliveryId,
    proposed,
    mapping,
    kept,
    items: signals.slice(0, mostItems).map((signal) => presentSignal(signal, source, services)),
    count: signals.length,
    ...seen,
  };
}

function presentSignal(signal: Signal, source: SourceRow, services: ReadonlySet<string>): MappingPreview["items"][number] {
  const { title, status, severity, key, labels, links, description } = signal;
  const { serviceId } = chooseService(serviceRuleOf(source), labels, (id) => services.has(id));
  const at = toIsoOrNull(signal.at ?? signal.startedAt);
  return { title, status, severity, key, service: labels["service"] ?? null, serviceId, links: [...links], description, at };
}

function formOf(mapping: Mapping): MappingForm {
  return Object.fromEntries(Object.entries(mapping).map(([member, pick]) => [member, typeof pick === "string" ? pick : [...(pick ?? [])]]));
}
