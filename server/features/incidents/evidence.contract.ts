import { z } from "zod";
import { line, text } from "../../platform/schemas/text.ts";
import { happenedAt } from "./contract.ts";

const caption = text(2_000).optional().meta({ description: "What is to be seen; without one its name stands there." });

export const evidenceUploadQuery = z.object({
  kind: z.enum(["picture", "log", "file"]).meta({ description: "A picture that is not PNG, JPEG, GIF or WebP is kept as a file." }),
  name: line(200).meta({ description: "Its file name." }),
  caption,
  replyTo: z.coerce.number().int().min(1).optional().meta({ description: "The entry this answers." }),
  at: happenedAt,
});

export const evidenceLinkSchema = z
  .object({
    url: z.url({ protocol: /^https?$/, error: "must be an address that begins with https:// or http://" }).max(2_000),
    caption,
    replyTo: z.number().int().min(1).optional(),
    at: happenedAt,
  })
  .meta({ id: "EvidenceLink" });

export const evidenceSchema = z
  .object({
    id: z.uuid(),
    kind: z.enum(["picture", "log", "link", "file"]),
    name: z.string(),
    mediaType: z.string().meta({ description: "What the bytes are, whatever was said of them." }),
    size: z.number().int(),
    href: z.string(),
    entry: z.number().int().meta({ description: "The number of its entry in the timeline." }),
  })
  .meta({ id: "Evidence" });
export type EvidenceView = z.infer<typeof evidenceSchema>;
