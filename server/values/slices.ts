/** The members in runs of `size`, in their order; the last may be shorter. */
export function slicesOf<Member>(members: readonly Member[], size: number): Member[][] {
  return Array.from({ length: Math.ceil(members.length / size) }, (_, place) => members.slice(place * size, (place + 1) * size));
}
