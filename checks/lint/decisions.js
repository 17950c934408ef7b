const loops = "ForStatement, ForInStatement, ForOfStatement, WhileStatement, DoWhileStatement";
const choices = "IfStatement, ConditionalExpression, SwitchStatement, LogicalExpression[operator='&&'], LogicalExpression[operator='||']";

/**
 * Limits the decisions of one function. An exhaustive `switch` is one decision; a fallback for an absent value
 * (`??`, `?.`, a default) is none.
 */
export const decisions = {
  meta: {
    type: "suggestion",
    schema: [{ type: "object", properties: { max: { type: "integer" } } }],
    messages: { tooMany: "This function makes {{ count }} decisions; at most {{ max }}. Give some of them a name of their own." },
  },
  create(context) {
    const [{ max }] = context.options;
    const counts = [];
    const count = () => {
      if (counts.length > 0) counts[counts.length - 1] += 1;
    };
    return {
      ":function"() {
        counts.push(0);
      },
      [loops]: count,
      [choices]: count,
      ":function:exit"(node) {
        const made = counts.pop();
        if (made > max) context.report({ node, messageId: "tooMany", data: { count: String(made), max: String(max) } });
      },
    };
  },
};
