const testCalls = new Set(["describe", "it", "test", "beforeAll", "beforeEach", "afterAll", "afterEach"]);

/** Holds every function to one screen. A React component may be longer; what a test file hands to `describe` or `it` is free. */
export const functionLength = {
  meta: {
    type: "suggestion",
    schema: [{ type: "object", properties: { lines: { type: "integer" }, componentLines: { type: "integer" } } }],
    messages: { tooLong: "{{ name }} has {{ lines }} lines; at most {{ limit }}. Split it by what it does." },
  },
  create(context) {
    const [limits] = context.options;
    const isTest = /\.test\.tsx?$/.test(context.filename);
    const isScreen = context.filename.endsWith(".tsx");
    return {
      ":function"(node) {
        if (isTest && isTestCallback(node)) return;
        const name = nameOf(node);
        const limit = isScreen && /^[A-Z]/.test(name) ? limits.componentLines : limits.lines;
        const lines = node.loc.end.line - node.loc.start.line + 1;
        if (lines > limit) context.report({ node, messageId: "tooLong", data: { name, lines: String(lines), limit: String(limit) } });
      },
    };
  },
};

function isTestCallback({ parent }) {
  if (parent.type !== "CallExpression") return false;
  let callee = parent.callee;
  while (callee.type !== "Identifier") {
    callee = callee.object ?? callee.callee ?? callee.tag;
    if (!callee) return false;
  }
  return testCalls.has(callee.name);
}

function nameOf(node) {
  if (node.id) return node.id.name;
  let holder = node.parent;
  while (holder.type === "CallExpression") holder = holder.parent;
  return holder.id?.name ?? holder.key?.name ?? "This function";
}
