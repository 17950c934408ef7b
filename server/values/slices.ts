/** The members in runs of `size`, in their order; the last may be shorter. */
export function slicesOf<Member>(members: readonly Member[], size: number): Member[][] {
  return Array.from({ length: Math.ceil(members.length / size) }, (_, place) => members.slice(place * size, (place + 1) * size));
}

/** What `read` gives for each slice, in their order; the next is being read while the one before is worked on. */
export async function* readAhead<Member, Result>(slices: readonly (readonly Member[])[], read: (slice: readonly Member[]) => Promise<Result>): AsyncGenerator<Result> {
  const begin = (slice: readonly Member[] | undefined) => {
    const reading = slice && read(slice);
    // Heard of by whoever reads on; who stopped before has nothing to hear.
    reading?.catch(() => undefined);
    return reading;
  };
  let following = begin(slices[0]);
  for (let place = 1; following; place += 1) {
    const result = await following;
    following = begin(slices[place]);
    yield result;
  }
}
