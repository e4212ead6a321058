// The rules of our scripts: eslint's own recommendation, a few habits, and no words.
import js from "@eslint/js";
import globals from "globals";

// What takes a selector, a media query or a class name is code; the rest of a text with a blank in it is
// read by people, so it stands in the page (a data- attribute), where it is translated.
const CODE = /^(querySelector|querySelectorAll|closest|matches|matchMedia|getElementById)$/;
const SENTENCE = /(?<![\d\p{L}])\p{L}{2,}[^\p{L}<>"=]* \S/u;

function isCode({ parent }) {
  if (parent.type === "CallExpression") return CODE.test(parent.callee.property?.name ?? parent.callee.name);
  if (parent.type === "NewExpression") return parent.callee.name.endsWith("Error");
  if (parent.type === "Property") return parent.key.name === "class";
  return parent.type === "AssignmentExpression" && parent.left.property?.name === "className";
}

const noWords = {
  create(context) {
    const look = (node, text) => {
      if (SENTENCE.test(text) && !isCode(node)) {
        context.report({ node, message: `words of a page in a script: ${text}` });
      }
    };
    return {
      Literal: (node) => typeof node.value === "string" && look(node, node.value),
      TemplateLiteral: (node) => look(node, node.quasis.map(({ value }) => value.cooked).join("0")),
    };
  },
};

export default [
  js.configs.recommended,
  {
    languageOptions: { sourceType: "module", globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    plugins: { eoffice: { rules: { "no-words": noWords } } },
    rules: {
      "eoffice/no-words": "error",
      eqeqeq: "error",
      "no-undef": "error",
      "no-unused-vars": "error",
      "no-var": "error",
      "prefer-const": "error",
    },
  },
  // They run in node, and what they paste are words of other programs.
  {
    files: ["frontend/editor/tests/**"],
    languageOptions: { globals: globals.node },
    rules: { "eoffice/no-words": "off" },
  },
];
