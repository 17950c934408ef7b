import { Transform, type Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import { isBodySigned } from "./signature.rules.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The bytes of a body that came with a signature over them; null for any other. */
    signedBytes: SignedBytes | null;
  }
}

class SignedBytes {
  private pieces: Buffer[] = [];
  private size = 0;

  constructor(private readonly most: number) {}

  /** What is beyond the limit is refused, so that nothing of it is needed. */
  add(piece: Buffer): void {
    this.size += piece.length;
    if (this.size > this.most) this.pieces = [];
    else this.pieces.push(piece);
  }

  whole(): Buffer {
    return Buffer.concat(this.pieces);
  }
}

/** Keeps the bytes of a body beside what is read of it, but only where a signature over them came along: no other body lies in memory twice. */
export async function keepSignedBytes(request: FastifyRequest, _reply: FastifyReply, body: Readable): Promise<Readable> {
  if (!isBodySigned(request.headers)) return body;
  const kept = new SignedBytes(request.routeOptions.bodyLimit);
  const copied = new Transform({
    transform(piece: Buffer, _encoding, done) {
      kept.add(piece);
      done(null, piece);
    },
  });
  request.signedBytes = kept;
  body.on("error", (error) => copied.destroy(error));
  return body.pipe(copied);
}
