// A line of a list of names, a schedule or a signature says what belongs in it while it is empty.
import { Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

const LINED = new Set(["people_table", "fields", "signatures", "considerations", "dictum", "chapter"]);

function namesIn(doc, names) {
  const found = [];
  const name = (node, pos) => {
    const told = names[node.type.spec.line];
    if (told && !node.content.size) found.push(Decoration.node(pos, pos + node.nodeSize, { "data-empty": told }));
  };
  doc.forEach((block, start) => {
    if (!LINED.has(block.type.name)) return;
    name(block, start);
    block.descendants((node, at) => {
      name(node, start + 1 + at);
      return !node.isTextblock;
    });
  });
  return DecorationSet.create(doc, found);
}

export function lineNames(names) {
  const plugin = new Plugin({
    state: {
      init: (_config, state) => namesIn(state.doc, names),
      apply: (tr, kept) => (tr.docChanged ? namesIn(tr.doc, names) : kept),
    },
    props: { decorations: (state) => plugin.getState(state) },
  });
  return plugin;
}
