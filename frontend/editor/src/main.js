// The editor of a letter's text. What is typed stands in the form's field `body` as blocks of the API.
import { dropCursor } from "prosemirror-dropcursor";
import { gapCursor } from "prosemirror-gapcursor";
import { history } from "prosemirror-history";
import { EditorState, Plugin, Selection } from "prosemirror-state";
import { tableEditing } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";

import { actsOf } from "./acts.js";
import { mayStand } from "./allowed.js";
import { docOf, wordedBlocks } from "./blocks.js";
import { FindBar, finding } from "./find.js";
import { identities, inOrder } from "./identities.js";
import { keys } from "./keys.js";
import { lineNames } from "./line_names.js";
import { levelAt, tooDeep } from "./lists.js";
import { Notes, selectionOf } from "./notes.js";
import { pasting } from "./paste.js";
import { Pictures, PictureView } from "./pictures.js";
import { typingRules } from "./rules.js";
import { Slash } from "./slash.js";
import { TableView } from "./table_view.js";
import { Toolbar } from "./toolbar.js";

const QUIET_MS = 120; // between the last key and the news of it to the form
const COUNT_MS = 600;

class LetterText extends window.StimulusModule.Controller {
  static targets = ["field", "paper", "tools", "parts", "say", "count", "find", "findWords", "findPut", "findCount", "notes", "snippet"];
  static values = { words: Object, knows: Array, upload: String, pictures: String, allows: Array };

  connect() {
    this.acts = actsOf(this.wordsValue);
    this.leaving = false;
    this.notes = new Notes({ list: this.hasNotesTarget && this.notesTarget, goTo: (...at) => this.goTo(...at) });
    this.pictures = new Pictures({
      url: this.uploadValue,
      say: (word) => this.say(word),
      tell: (kind, what) => this.tellPaste(kind, what),
    });
    this.slash = new Slash({ list: this.partsTarget, choose: (act, option) => this.chosen(act, option), say: (word) => this.say(word) });
    this.toolbar = new Toolbar({ bar: this.toolsTarget, run: (act) => this.run(act), acts: this.acts });
    this.view = new EditorView({ mount: this.paperTarget }, this.props());
    this.findBar = new FindBar({
      bar: this.findTarget,
      words: this.findWordsTarget,
      put: this.findPutTarget,
      count: this.findCountTarget,
      view: this.view,
    });
    this.form = this.fieldTarget.form;
    this.onData = ({ formData }) => formData.set("body", this.text());
    this.form.addEventListener("formdata", this.onData);
    this.toolbar.update(this.view.state);
    this.tellCount();
    this.element.dataset.ready = "true";
    this.arrive();
  }

  disconnect() {
    this.form.removeEventListener("formdata", this.onData);
    clearTimeout(this.quiet);
    clearTimeout(this.counting);
    this.view.destroy();
  }

  props() {
    const name = { "aria-labelledby": this.paperTarget.getAttribute("aria-labelledby"), "aria-multiline": "true" };
    return {
      state: this.begin(),
      attributes: { class: "wf-paper", role: "textbox", lang: "id", spellcheck: "true", ...name },
      nodeViews: {
        table: (node, view, getPos) => new TableView(node, view, getPos),
        image: (node, view, getPos) => new PictureView(node, view, getPos, this.picturesValue),
      },
      dispatchTransaction: (tr) => this.apply(tr),
      handleKeyDown: (_view, event) => this.key(event),
      handleClick: () => ((this.leaving = false), false),
    };
  }

  get can() {
    return Object.fromEntries(["letters", "align", "merging"].map((name) => [name, this.knowsValue.includes(name)]));
  }

  begin() {
    const plugins = [
      this.slash.plugin(),
      typingRules({ ...this.can, points: mayStand(this.allowsValue, "numbered_list") }),
      ...keys({
        acts: this.acts,
        say: (word, state) => this.say(word, state),
        leaves: () => this.leaving,
        find: () => this.findBar.open(),
      }),
      this.pictures.plugin(),
      pasting({ can: this.can, allows: this.allowsValue, say: (kind, what) => this.tellPaste(kind, what) }),
      finding(),
      lineNames(this.wordsValue.lines),
      history(),
      gapCursor(),
      dropCursor({ class: "wf-drop" }),
      tableEditing(),
      identities(),
      this.notes.plugin(),
      new Plugin({ filterTransaction: (tr) => !tr.docChanged || !tooDeep(tr.doc) || this.say("deep") }),
    ];
    const doc = docOf(JSON.parse(this.fieldTarget.value || "[]"));
    const fresh = EditorState.create({ doc });
    const whole = inOrder(fresh) ?? fresh.tr;
    return EditorState.create({ doc: whole.doc, plugins, selection: Selection.atStart(whole.doc) });
  }

  apply(tr) {
    this.view.updateState(this.view.state.apply(tr));
    if (tr.docChanged) this.settle();
    if (!this.toolbar || !this.form) return;
    this.toolbar.update(this.view.state);
    this.tellPlace();
    if (!tr.docChanged) return;
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => this.tell(), QUIET_MS);
    clearTimeout(this.counting);
    this.counting = setTimeout(() => this.tellCount(), COUNT_MS);
  }

  // Chrome keeps the cursor where it was when a paragraph is drawn before it, and tells of another place: told again,
  // it types where the text says.
  settle() {
    const { anchorNode, anchorOffset, isCollapsed } = document.getSelection();
    if (!isCollapsed || anchorOffset || this.view.composing || !this.view.hasFocus()) return;
    document.getSelection().removeAllRanges();
    document.getSelection().collapse(anchorNode, anchorOffset);
  }

  text() {
    return JSON.stringify(wordedBlocks(this.view.state.doc));
  }

  tell() {
    this.fieldTarget.value = this.text();
    this.fieldTarget.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // Blocks of the API below the text, as new parts of it.
  add(blocks) {
    const made = docOf(blocks.map((one) => ({ ...one, id: null })));
    const { tr } = this.view.state;
    this.view.dispatch(tr.insert(tr.doc.content.size, made.content));
  }

  // Of the menu of parts: an act, or a snippet of the unit, which is fetched.
  async chosen(act, option) {
    if (act !== "snippet") return void this.run(act);
    const answer = await fetch(option.dataset.url, { headers: { Accept: "application/json" } });
    if (answer.ok) this.put((await answer.json()).blocks);
  }

  // In place of a paragraph without words, else below the part with the cursor.
  put(blocks) {
    const made = docOf(blocks.map((one) => ({ ...one, id: null }))).content;
    const { tr, doc, selection } = this.view.state;
    const at = selection.$from.index(0);
    const top = doc.child(Math.min(at, doc.childCount - 1));
    let begin = 0;
    for (let index = 0; index < at; index += 1) begin += doc.child(index).nodeSize;
    const isRoom = top.type.name === "paragraph" && !top.content.size;
    const pos = isRoom ? begin : begin + top.nodeSize;
    tr.replaceWith(pos, isRoom ? pos + top.nodeSize : pos, made);
    this.view.focus();
    this.view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(pos + made.size), -1)).scrollIntoView());
  }

  // Blocks of the parts that are marked, or of the one with the cursor.
  marked() {
    const { selection, doc } = this.view.state;
    const all = wordedBlocks(doc);
    const chosen = new Set();
    doc.forEach((node, pos) => {
      if (pos < Math.max(selection.to, selection.from + 1) && pos + node.nodeSize > selection.from) chosen.add(node.attrs.id);
    });
    return all.filter((block) => chosen.has(block.id));
  }

  offerSnippet(name, url) {
    const option = this.snippetTarget.content.firstElementChild.cloneNode(true);
    option.querySelector("span").textContent = name;
    option.id = `potongan-${url.split("/").at(-2)}`;
    option.dataset.url = url;
    this.snippetTarget.before(option);
  }

  tellCount() {
    const { doc } = this.view.state;
    const words = doc.textBetween(0, doc.content.size, " ", " ").split(/\s+/).filter(Boolean);
    this.countTarget.textContent = this.countTarget.dataset.words.replace("#", String(words.length));
  }

  run(name) {
    if (name === "find") return void this.findBar.open();
    this.view.focus();
    if (name === "image") return void this.pictures.choose(this.view);
    if (!this.acts[name].run(this.view.state, this.view.dispatch, this.view)) return;
    if (["deeper", "higher"].includes(name)) this.say("level", this.view.state);
    if (["up", "down"].includes(name)) this.say("moved", this.view.state);
  }

  // Esc, then Tab: out of the text, as from any field. Alt+F10: to the toolbar, Esc there: back.
  key(event) {
    if (event.key === "F10" && event.altKey) {
      this.toolbar.focus();
      return true;
    }
    if (event.key === "Escape") {
      this.leaving = true;
      this.say("leave");
    } else if (event.key !== "Tab" && event.key !== "Shift") this.leaving = false;
    return false;
  }

  back(event) {
    event.preventDefault();
    this.view.focus();
  }

  // To the page beside: the part with the cursor.
  tellPlace() {
    const { $from } = this.view.state.selection;
    const id = ($from.depth ? $from.node(1) : $from.nodeAfter)?.attrs.id;
    if (id && id !== this.at) this.dispatch("at", { detail: { id } });
    this.at = id;
  }

  // From another page: to the part that its address names.
  arrive() {
    const [, id] = /^#block-(.+)$/.exec(window.location.hash) ?? [];
    if (id) this.goTo(id, this.notes.cards.find(({ dataset }) => dataset.block === id)?.dataset);
  }

  // To the part of this id, with the words of a note chosen; tells whether there is one.
  goTo(id, words) {
    let place = -1;
    this.view.state.doc.forEach((node, pos) => {
      if (node.attrs.id === id) place = pos;
    });
    if (place < 0) return false;
    const { tr, doc } = this.view.state;
    this.view.focus();
    const chosen = selectionOf(doc, place, words) ?? Selection.near(doc.resolve(place + 1));
    this.view.dispatch(tr.setSelection(chosen).scrollIntoView());
    this.view.nodeDOM(place)?.scrollIntoView?.({ block: "center" });
    return true;
  }

  tellPaste(kind, what) {
    const words = this.wordsValue[kind];
    const names = Array.isArray(what) ? what.map((name) => this.wordsValue.dropped[name]).join(", ") : String(what);
    this.sayTarget.textContent = words.replace("#", names);
  }

  say(word, state) {
    const level = state ? levelAt(state.selection.$from) : 0;
    const place = state ? state.selection.$from.index(0) + 1 : 0;
    const told = word === "level" && !level ? this.wordsValue.level0 : this.wordsValue[word];
    this.sayTarget.textContent = told.replace("#", String(word === "moved" ? place : level));
    return false;
  }
}
window.wagtail.app.register("wf-text", LetterText);
