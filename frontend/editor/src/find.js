// Find and replace: marks what is found, goes from one to the next, replaces one or all.
import { Plugin, PluginKey, TextSelection } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

const key = new PluginKey("find");
const LEAF = "\ufffc";

export function found(doc, words) {
  const wanted = words.toLowerCase();
  const places = [];
  if (!wanted) return places;
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true;
    const text = node.textBetween(0, node.content.size, LEAF, LEAF).toLowerCase();
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
      places.push({ from: pos + 1 + at, to: pos + 1 + at + wanted.length });
    }
    return false;
  });
  return places;
}

export const finding = () =>
  new Plugin({
    key,
    state: {
      init: () => ({ words: "", places: [], marks: DecorationSet.empty }),
      apply(tr, kept) {
        const words = tr.getMeta(key) ?? kept.words;
        if (words === kept.words && !tr.docChanged) return kept;
        const places = found(tr.doc, words);
        const marks = places.map(({ from, to }) => Decoration.inline(from, to, { class: "wf-found" }));
        return { words, places, marks: DecorationSet.create(tr.doc, marks) };
      },
    },
    props: { decorations: (state) => key.getState(state).marks },
  });

export class FindBar {
  constructor({ bar, words, put, count, view, say }) {
    Object.assign(this, { bar, words, put, count, view, say });
    words.addEventListener("input", () => this.search());
    bar.addEventListener("keydown", (event) => this.key(event));
    bar.addEventListener("click", (event) => this[event.target.closest("button")?.dataset.find]?.());
    // They are no part of the form: typing here saves nothing.
    for (const name of ["input", "change"]) bar.addEventListener(name, (event) => event.stopPropagation());
  }

  get places() {
    return key.getState(this.view.state).places;
  }

  open() {
    const { from, to, empty, $from, $to } = this.view.state.selection;
    if (!empty && $from.sameParent($to)) this.words.value = this.view.state.doc.textBetween(from, to);
    this.bar.hidden = false;
    this.words.focus();
    this.words.select();
    this.search();
  }

  close() {
    this.bar.hidden = true;
    this.view.dispatch(this.view.state.tr.setMeta(key, ""));
    this.view.focus();
  }

  search() {
    this.view.dispatch(this.view.state.tr.setMeta(key, this.words.value));
    this.tell();
  }

  tell() {
    this.count.textContent = this.words.value ? this.count.dataset.words.replace("#", String(this.places.length)) : "";
  }

  go(way) {
    const { from, to } = this.view.state.selection;
    const { places } = this;
    if (!places.length) return;
    const next = places.find((one) => one.from >= to) ?? places[0];
    const before = places.findLast((one) => one.to <= from) ?? places.at(-1);
    const { from: start, to: end } = way > 0 ? next : before;
    const { tr } = this.view.state;
    this.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, start, end)).scrollIntoView());
  }

  next() {
    this.go(1);
  }

  previous() {
    this.go(-1);
  }

  one() {
    const { from, to } = this.view.state.selection;
    if (this.places.some((one) => one.from === from && one.to === to)) {
      this.view.dispatch(this.view.state.tr.insertText(this.put.value, from, to));
    }
    this.next();
    this.tell();
  }

  all() {
    const { tr } = this.view.state;
    for (const { from, to } of [...this.places].reverse()) tr.insertText(this.put.value, from, to);
    if (tr.docChanged) this.view.dispatch(tr);
    this.tell();
  }

  key(event) {
    if (event.key === "Escape") this.close();
    // Enter in a field of the form would submit the letter.
    else if (event.key === "Enter" && event.target === this.words) this.go(event.shiftKey ? -1 : 1);
    else if (event.key === "Enter" && event.target === this.put) this.one();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
