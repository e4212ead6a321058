// Every act of the toolbar, the menu of parts and the keys by its name: what it does, when it may, whether it is on.
import { setBlockType, toggleMark } from "prosemirror-commands";
import { redo, redoDepth, undo, undoDepth } from "prosemirror-history";
import { NodeSelection, TextSelection } from "prosemirror-state";
import { isInTable } from "prosemirror-tables";

import { annexActs, inAnnex } from "./annexes.js";
import { docOf } from "./blocks.js";
import { deeper, higher, points } from "./lists.js";
import { inPicture, pictureActs } from "./picture_blocks.js";
import { schema } from "./schema.js";
import * as tables from "./tables.js";

const { marks, nodes } = schema;

const marked = (type) => ({
  run: toggleMark(type),
  on: ({ selection: { $from, from, to, empty }, storedMarks, doc }) =>
    empty ? Boolean(type.isInSet(storedMarks ?? $from.marks())) : doc.rangeHasMark(from, to, type),
});

const topOf = ({ selection: { $from } }) => ($from.depth ? $from.node(1) : $from.nodeAfter);

const worded = (type, attrs = {}) => ({
  run: (state, dispatch) => {
    const node = topOf(state);
    // The part stays the same part, whatever it is called.
    return node?.isTextblock && state.selection.$from.depth === 1
      ? setBlockType(type, { id: node.attrs.id, ...attrs })(state, dispatch)
      : false;
  },
  on: (state) => topOf(state)?.hasMarkup(type, { ...topOf(state).attrs, ...attrs }) ?? false,
});

const listed = (style) => ({
  run: points(style),
  on: (state) => topOf(state)?.type === nodes.numbered_list && topOf(state).attrs.style === style,
});

function firstEmpty(tr, pos, node) {
  let at = null;
  node.descendants((child, inside) => {
    if (at === null && child.isTextblock && !child.content.size) at = pos + 1 + inside + 1;
    return at === null;
  });
  return at ?? pos + 1;
}

// In place of a paragraph without words, else below the part with the cursor.
export const inserted = (make) => (state, dispatch) => {
  const { $from } = state.selection;
  const top = $from.depth ? $from.node(1) : $from.nodeAfter;
  if (dispatch) {
    const made = make();
    const { tr } = state;
    const isRoom = top?.type === nodes.paragraph && !top.content.size;
    const begin = $from.depth ? $from.before(1) : $from.pos;
    const pos = isRoom ? begin : $from.depth ? $from.after(1) : $from.pos + (top?.nodeSize ?? 0);
    const node = isRoom ? made.type.create({ ...made.attrs, id: top.attrs.id }, made.content) : made;
    tr.replaceWith(pos, isRoom ? pos + top.nodeSize : pos, node);
    if (node.isAtom && pos + node.nodeSize === tr.doc.content.size) tr.insert(pos + node.nodeSize, nodes.paragraph.create());
    const at = node.isAtom ? pos + node.nodeSize + 1 : firstEmpty(tr, pos, node);
    dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(at, tr.doc.content.size)))).scrollIntoView());
  }
  return true;
};

const block = (type, value) => inserted(() => docOf([{ id: null, type, value }]).firstChild);

// The part with the cursor changes places with its neighbour.
const moved = (way) => (state, dispatch) => {
  const { $from } = state.selection;
  const index = $from.index(0);
  const other = index + way;
  if (other < 0 || other >= state.doc.childCount) return false;
  if (dispatch) {
    const node = state.doc.child(index);
    const begin = $from.depth ? $from.before(1) : $from.pos;
    const { tr } = state;
    const target = way < 0 ? begin - state.doc.child(other).nodeSize : begin + state.doc.child(other).nodeSize;
    tr.delete(begin, begin + node.nodeSize).insert(target, node);
    const at = target + ($from.depth ? $from.pos - begin : 0);
    const selection = $from.depth ? TextSelection.near(tr.doc.resolve(at)) : NodeSelection.create(tr.doc, target);
    dispatch(tr.setSelection(selection).scrollIntoView());
  }
  return true;
};

function gap(state, dispatch, name) {
  const { $from } = state.selection;
  if (!$from.parent.inlineContent || !$from.parent.type.contentMatch.matchType(nodes.gap)) return false;
  if (dispatch) dispatch(state.tr.replaceSelectionWith(nodes.gap.create({ name }), true).scrollIntoView());
  return true;
}

const inTable = (run) => ({ run, when: "table" });

export function actsOf(words) {
  const schedule = words.schedule.map((label) => ({ label, value: "" }));
  const person = [{ name: "", rank: "", nip: "", position: "" }];
  const signer = { role: "", title: "", name: "", rank: "", nip: "" };
  const [weighing, minding] = words.considerations;
  return {
    undo: { run: undo, can: undoDepth },
    redo: { run: redo, can: redoDepth },
    bold: marked(marks.bold),
    italic: marked(marks.italic),
    underline: marked(marks.underline),
    paragraph: worded(nodes.paragraph),
    heading: worded(nodes.heading, { level: 1 }),
    subheading: worded(nodes.heading, { level: 2 }),
    numbers: listed(null),
    letters: listed("letter"),
    deeper: { run: deeper },
    higher: { run: higher },
    up: { run: moved(-1) },
    down: { run: moved(1) },
    table: { run: inserted(() => tables.newTable()) },
    fields: { run: block("fields", schedule) },
    people_table: { run: block("people_table", person) },
    signatures: { run: block("signatures", [signer, signer]) },
    considerations: {
      run: block("considerations", [
        { label: weighing, style: "letter", items: [""] },
        { label: minding, style: "number", items: [""] },
      ]),
    },
    dictum: { run: block("dictum", { word: words.dictum, title: "", items: [""] }) },
    chapter: { run: block("chapter", { kind: "bab", title: "" }) },
    section: { run: block("chapter", { kind: "bagian", title: "" }) },
    article: { run: block("article", { paragraphs: [""] }) },
    annex: { run: block("annex", { title: "" }) },
    ...annexActs,
    // Chosen among one's files; `main` brings it.
    image: { run: () => true },
    ...pictureActs,
    page_break: { run: inserted(() => nodes.page_break.create()) },
    gap: { run: (state, dispatch) => gap(state, dispatch, words.gap) },
    rowAfter: inTable(tables.rowAfter),
    columnAfter: inTable(tables.columnAfter),
    dropRow: inTable(tables.dropRow),
    dropColumn: inTable(tables.dropColumn),
    merge: inTable(tables.merge),
    split: inTable(tables.split),
    alignLeft: inTable(tables.align("left")),
    alignRight: inTable(tables.align("right")),
    wider: inTable(tables.widen(5)),
    narrower: inTable(tables.widen(-5)),
    dropTable: inTable(tables.dropTable),
  };
}

export const isWhen = { table: isInTable, annex: inAnnex, image: inPicture };
