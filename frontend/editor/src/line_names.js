// Cells say to which side their column stands; a line of a list of names, a schedule or a signature says what belongs in it while it is empty.
import { Plugin } from "prosemirror-state";
import { TableMap } from "prosemirror-tables";
import { Decoration, DecorationSet } from "prosemirror-view";

const LINED = new Set(["people_table", "fields", "signatures", "considerations", "dictum", "chapter", "annex", "image"]);

// Cells stand where their column does: a cell over several of them where its first does.
function sidesIn(table, start) {
  const map = TableMap.get(table);
  return [...new Set(map.map)].map((pos) => {
    const side = table.attrs.align[map.findCell(pos).left] ?? "left";
    return Decoration.node(start + 1 + pos, start + 1 + pos + table.nodeAt(pos).nodeSize, { "data-side": side });
  });
}

function namesIn(doc, names) {
  const found = [];
  const name = (node, pos) => {
    const told = names[node.type.spec.line];
    if (told && !node.content.size) found.push(Decoration.node(pos, pos + node.nodeSize, { "data-empty": told }));
  };
  doc.forEach((block, start) => {
    if (block.attrs.align) found.push(...sidesIn(block, start));
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
