// Notes of those who read before: each card stands below its part, its words are marked, and links lead to them.
import { Plugin, TextSelection } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

import { newId } from "./identities.js";

const counts = (sign) => !/[\s|]/.test(sign);

// The place of quoted words in a part, its `nth` among equal ones. Spaces and the bars between cells count for nothing,
// as on the server, which counted.
export function wordsAt(part, start, quote, nth) {
  const places = [];
  let whole = "";
  part.descendants((node, inside) => {
    if (!node.isText) return;
    for (let at = 0; at < node.text.length; at += 1) {
      if (!counts(node.text[at])) continue;
      whole += node.text[at];
      places.push(start + 1 + inside + at);
    }
  });
  const wanted = [...quote].filter(counts).join("");
  let found = -1;
  for (let time = 0; wanted && time <= nth; time += 1) {
    const next = whole.indexOf(wanted, found + 1);
    if (next < 0) break;
    found = next;
  }
  return found < 0 ? null : { from: places[found], to: places[found + wanted.length - 1] + 1 };
}

export class Notes {
  constructor({ list, goTo }) {
    Object.assign(this, { list, goTo });
    this.cards = list ? [...list.querySelectorAll("[data-note]")] : [];
    for (const card of this.cards) this.attend(card);
  }

  plugin() {
    const plugin = new Plugin({
      state: {
        init: (_config, state) => this.marks(state.doc),
        apply: (tr, kept) => (tr.docChanged ? this.marks(tr.doc) : kept),
      },
      view: () => ({ update: () => this.keep() }),
      props: { decorations: (state) => plugin.getState(state) },
    });
    return plugin;
  }

  marks(doc) {
    const found = [];
    if (this.cards.length) doc.forEach((part, pos) => found.push(...this.marksOf(part, pos)));
    return DecorationSet.create(doc, found);
  }

  marksOf(part, pos) {
    const end = pos + part.nodeSize;
    return this.cards
      .filter((card) => part.attrs.id && card.dataset.block === part.attrs.id && !card.dataset.done)
      .flatMap((card) => {
        const { note, quote, nth } = card.dataset;
        const words = quote ? wordsAt(part, pos, quote, Number(nth)) : null;
        card.querySelector("[data-changed]").hidden = !quote || Boolean(words);
        const spec = { key: `note-${note}`, side: -1, ignoreSelection: true, stopEvent: () => true };
        return [
          words ? Decoration.inline(words.from, words.to, { class: "wf-noted" }) : Decoration.node(pos, end, { class: "wf-noted-part" }),
          Decoration.widget(end, () => card, spec),
        ];
      });
  }

  // A card whose part is gone stands in the list again: what was noted is not lost with it.
  keep() {
    for (const card of this.cards) if (!card.isConnected) this.list.append(card);
  }

  attend(card) {
    // What is typed in an answer is no change of the letter.
    for (const name of ["input", "change"]) card.addEventListener(name, (event) => event.stopPropagation());
    card.querySelector(".wf-quote")?.addEventListener("click", (event) => this.lead(event, card));
    card.querySelector("[data-send=done]")?.addEventListener("click", () => this.done(card));
    card.querySelector("[data-send=reply]").addEventListener("click", () => this.reply(card));
  }

  lead(event, card) {
    if (this.goTo(card.dataset.block, card.dataset)) event.preventDefault();
  }

  async done(card) {
    if (!(await this.send(card, card.dataset.settle, {}))) return;
    card.dataset.done = "true";
    card.querySelector("[data-is-done]").hidden = false;
    card.querySelector("[data-send=done]").remove();
  }

  async reply(card) {
    const field = card.querySelector("textarea");
    const told = await this.send(card, card.dataset.reply, { text: field.value });
    if (!told) return;
    const line = Object.assign(document.createElement("p"), { className: "wf-reply" });
    line.append(Object.assign(document.createElement("b"), { textContent: `${told.name}:` }), ` ${told.text}`);
    card.querySelector("[data-replies]").append(line);
    field.value = "";
    card.querySelector("details").open = false;
    delete card.dataset.key;
  }

  // The key stays until it has arrived: pressed again after a dropped line, it is done once.
  async send(card, url, fields) {
    card.dataset.key ||= newId();
    const say = card.querySelector("[role=status]");
    const body = new FormData();
    for (const [name, value] of Object.entries({ ...fields, idempotency_key: card.dataset.key })) body.set(name, value);
    body.set("csrfmiddlewaretoken", card.closest("form").elements.csrfmiddlewaretoken.value);
    try {
      const answer = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" } });
      const told = await answer.json();
      say.textContent = answer.ok ? "" : (told.errors?.[0]?.message ?? told.detail ?? say.dataset.failed);
      return answer.ok ? told : null;
    } catch {
      say.textContent = say.dataset.failed;
      return null;
    }
  }
}

// Selects the words of a note in the part at `pos`; without them the cursor stands at its beginning.
export function selectionOf(doc, pos, { quote = "", nth = 0 } = {}) {
  const words = quote ? wordsAt(doc.nodeAt(pos), pos, quote, Number(nth)) : null;
  return words ? TextSelection.create(doc, words.from, words.to) : null;
}
