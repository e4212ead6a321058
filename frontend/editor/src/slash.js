// `/` before a paragraph offers the parts of a letter: a listbox, filtered by what is typed on, chosen by keys.
import { Plugin } from "prosemirror-state";

import { schema } from "./schema.js";

const TYPED = /^\/(\p{L}*)$/u;

function typedWord({ selection: { $from, empty } }) {
  if (!empty || $from.depth !== 1 || $from.parent.type !== schema.nodes.paragraph) return null;
  return TYPED.exec($from.parent.textContent)?.[1].toLowerCase() ?? null;
}

export class Slash {
  constructor({ list, choose, say }) {
    Object.assign(this, { list, choose, say });
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => this.take(event.target.closest('[role="option"]')));
  }

  // Asked anew each time: a snippet kept meanwhile is offered too.
  get options() {
    return [...this.list.querySelectorAll('[role="option"]')];
  }

  plugin() {
    return new Plugin({
      view: (view) => {
        this.view = view;
        return { update: (now) => this.update(now) };
      },
      props: { handleKeyDown: (_view, event) => this.key(event), handleDOMEvents: { blur: () => this.close() } },
    });
  }

  update(view) {
    const word = typedWord(view.state);
    if (word === null || word === this.shut) {
      if (word === null) this.shut = undefined;
      this.close();
      return;
    }
    this.shut = undefined;
    if (word === this.word && !this.list.hidden) return;
    this.word = word;
    for (const one of this.options) one.hidden = !one.textContent.toLowerCase().includes(word);
    const shown = this.shown();
    if (!shown.length) return void this.close();
    if (this.list.hidden) this.say("parts");
    this.list.hidden = false;
    this.place(view);
    this.mark(shown[0]);
  }

  shown() {
    return this.options.filter((one) => !one.hidden);
  }

  place(view) {
    const { bottom, left } = view.coordsAtPos(view.state.selection.from);
    const frame = this.list.offsetParent.getBoundingClientRect();
    this.list.style.top = `${bottom - frame.top + 4}px`;
    this.list.style.left = `${Math.max(0, Math.min(left - frame.left, frame.width - this.list.offsetWidth - 8))}px`;
  }

  mark(option) {
    this.marked = option;
    for (const one of this.options) one.setAttribute("aria-selected", String(one === option));
    this.view.dom.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    if (this.list.hidden) return false;
    const shown = this.shown();
    const at = shown.indexOf(this.marked);
    if (event.key === "ArrowDown") this.mark(shown[(at + 1) % shown.length]);
    else if (event.key === "ArrowUp") this.mark(shown[(at + shown.length - 1) % shown.length]);
    else if (event.key === "Enter" || event.key === "Tab") this.take(this.marked);
    else if (event.key === "Escape") {
      this.shut = this.word;
      this.close();
    } else return false;
    return true;
  }

  take(option) {
    if (!option) return;
    const { $from } = this.view.state.selection;
    this.close();
    this.view.dispatch(this.view.state.tr.delete($from.start(), $from.end()));
    this.choose(option.dataset.act, option);
  }

  close() {
    this.list.hidden = true;
    this.word = undefined;
    this.view?.dom.removeAttribute("aria-activedescendant");
  }
}
