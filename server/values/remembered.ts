/** What follows from an object that never changes, worked out once for each key and kept for as long as the object is. */
export function remembered<Owner extends object, Value>(): (owner: Owner, key: string, make: () => Value) => Value {
  const known = new WeakMap<Owner, Map<string, { value: Value }>>();
  return (owner, key, make) => {
    const own = known.get(owner) ?? new Map<string, { value: Value }>();
    known.set(owner, own);
    const found = own.get(key) ?? { value: make() };
    own.set(key, found);
    return found.value;
  };
}
