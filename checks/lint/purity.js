const clock = { name: "Date", message: "Rules take time as a value (Instant)." };
const outside = [
  { name: "Intl", message: "Rules take zones and formats as values." },
  { name: "crypto", message: "Rules take ids and secrets as values." },
  { name: "process", message: "Rules read no environment: settings come in as values." },
  { name: "performance", message: "Rules take time as a value (Instant)." },
  { name: "globalThis", message: "Rules reach for nothing global." },
  ...["fetch", "XMLHttpRequest", "WebSocket", "EventSource"].map((name) => ({ name, message: "Rules talk to nobody." })),
  ...["setTimeout", "setInterval", "setImmediate", "queueMicrotask"].map((name) => ({
    name,
    message: "Rules wait for nothing: say what falls due, and when.",
  })),
];
const chance = { object: "Math", property: "random", message: "Rules take chance as a value." };
const asynchronous = [
  { selector: ":function[async=true]", message: "Rules answer at once: read before, write after." },
  { selector: "ImportExpression", message: "Rules load nothing while they run." },
];

/** What rules, permissions and events may not touch: everything they know comes in as a value. */
export const pureRoles = {
  "no-restricted-globals": ["error", clock, ...outside],
  "no-restricted-properties": ["error", chance],
  "no-restricted-syntax": ["error", ...asynchronous, { selector: "TSTypeReference[typeName.name='Date']", message: clock.message }],
};

/** Values may convert a given moment, and are otherwise as closed as the rules that use them. */
export const pureValues = {
  "no-restricted-globals": ["error", ...outside.filter(({ name }) => name !== "Intl")],
  "no-restricted-properties": ["error", chance, { object: "Date", property: "now", message: "Only the database's clock makes an Instant." }],
  "no-restricted-syntax": [
    "error",
    ...asynchronous,
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: "Only the database's clock makes an Instant." },
    { selector: "CallExpression[callee.name='Date']", message: "Only the database's clock makes an Instant." },
  ],
};
