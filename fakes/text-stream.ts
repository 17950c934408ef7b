/** The text of a stream, piece by piece as each is closed by the separator; an open last piece is left out. */
export async function* splitBlocks(body: ReadableStream<Uint8Array>, separator: string | RegExp): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  let pending = "";
  for await (const chunk of body) {
    const blocks = (pending + decoder.decode(chunk, { stream: true })).split(separator);
    pending = blocks.pop() ?? "";
    yield* blocks;
  }
}
