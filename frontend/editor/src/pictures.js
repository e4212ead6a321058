// Pictures: brought by the toolbar, by pasting or dropping; checked by the server before they stand in the text. Their
// words for those who cannot see them are a line of the text. The page beside shows each as it is printed.
import { Plugin } from "prosemirror-state";

import { inserted } from "./acts.js";
import { within } from "./picture_blocks.js";
import { schema } from "./schema.js";

const ASK_MS = 1200;
const SHOWN_BYTES = 20_000_000; // larger ones are not drawn in the text while they are written

// What was brought while this page is open, as the browser shows it: by the id of its upload. The letter's own pictures
// come from the server.
const seen = new Map();

export class Pictures {
  constructor({ url, say, tell }) {
    Object.assign(this, { url, say, tell });
  }

  // A browser's own chooser of files; what is chosen goes where the cursor stands.
  choose(view) {
    const field = Object.assign(document.createElement("input"), { type: "file", multiple: true });
    field.accept = "image/png,image/jpeg,image/webp,image/tiff";
    field.addEventListener("change", () => this.take(view, [...field.files]));
    field.click();
  }

  take(view, files) {
    const pictures = files.filter(({ type }) => type.startsWith("image/"));
    if (pictures.length) this.bring(view, pictures);
    return pictures.length > 0;
  }

  // One after the other: they stand in the text in the order in which they were brought.
  async bring(view, files) {
    for (const file of files) {
      this.say("pictureWaits");
      const told = await this.send(view, file).catch(() => ({ reason: "" }));
      if (view.isDestroyed) return;
      if (told.state !== "clean") this.tell("pictureRefused", `${file.name} ${told.reason ?? ""}`.trim());
      else {
        if (file.size < SHOWN_BYTES) seen.set(told.id, await shownOf(file));
        inserted(() => schema.nodes.image.create({ attachment: told.id }))(view.state, view.dispatch);
        this.say("pictureWords");
        view.focus();
      }
    }
  }

  async send(view, file) {
    const form = new FormData();
    form.append("file", file, file.name || "gambar.png");
    form.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    const answer = await fetch(this.url, { method: "POST", body: form, headers: { Accept: "application/json" } });
    let now = await answer.json();
    while (now.state === "quarantined" && !view.isDestroyed) {
      await new Promise((done) => setTimeout(done, ASK_MS));
      const again = await fetch(`${this.url}${now.id}/`, { headers: { Accept: "application/json" } });
      if (!again.ok) return { reason: "" };
      now = await again.json();
    }
    return now;
  }

  plugin() {
    return new Plugin({
      props: {
        handleDOMEvents: {
          paste: (view, event) => this.given(view, event, event.clipboardData),
          drop: (view, event) => this.given(view, event, event.dataTransfer),
        },
      },
    });
  }

  // A cell of Excel comes as words and as a picture of them: the words are the letter's.
  given(view, event, data) {
    if (!data?.files.length || data.getData("text/html") || data.getData("text/plain")) return false;
    const place = event.type === "drop" && view.posAtCoords({ left: event.clientX, top: event.clientY });
    if (place) this.goTo(view, place.pos);
    if (!this.take(view, [...data.files])) return false;
    event.preventDefault();
    return true;
  }

  goTo(view, pos) {
    const { tr, doc } = view.state;
    const near = view.state.selection.constructor.near?.(doc.resolve(pos));
    if (near) view.dispatch(tr.setSelection(near));
  }
}

function shownOf(file) {
  return new Promise((done) => {
    const reader = new FileReader();
    reader.addEventListener("loadend", () => done(reader.result));
    reader.readAsDataURL(file);
  });
}

// The picture with its words below; its right edge can be dragged.
export class PictureView {
  // `kept`: where the pictures of the letter lie, by the ids of their uploads.
  constructor(node, view, getPos, kept) {
    Object.assign(this, { view, getPos, kept });
    this.dom = Object.assign(document.createElement("div"), { className: "wf-picture" });
    this.dom.classList.add("wf-part");
    this.frame = this.dom.appendChild(Object.assign(document.createElement("div"), { className: "wf-picture__frame" }));
    this.frame.contentEditable = "false";
    this.grip = this.frame.appendChild(Object.assign(document.createElement("span"), { className: "wf-picture__grip" }));
    this.contentDOM = this.dom.appendChild(Object.assign(document.createElement("div"), { className: "wf-line" }));
    this.grip.addEventListener("pointerdown", (event) => this.grasp(event));
    this.update(node);
  }

  update(node) {
    if (node.type !== schema.nodes.image) return false;
    this.node = node;
    if (node.attrs.id) this.dom.dataset.id = node.attrs.id;
    this.show(node.attrs.attachment);
    this.draw(node.attrs.width);
    return true;
  }

  show(attachment) {
    if (attachment === this.shown) return;
    this.shown = attachment;
    this.image?.remove();
    // The words stand below: spoken once, not twice.
    this.image = Object.assign(document.createElement("img"), { alt: "" });
    // What the letter does not have leaves the frame.
    this.image.addEventListener("error", ({ target }) => target.remove());
    this.image.src = seen.get(attachment) ?? `${this.kept}${attachment}/`;
    this.frame.insertBefore(this.image, this.grip);
  }

  draw(width) {
    this.frame.style.width = `${width}%`;
    this.frame.dataset.width = `${width} %`;
  }

  grasp(event) {
    event.preventDefault();
    const begin = event.clientX;
    const room = this.dom.getBoundingClientRect().width;
    // In the middle of the line: both edges move.
    const at = (now) => within(this.node.attrs.width + (200 * (now.clientX - begin)) / room);
    const move = (now) => this.draw(at(now));
    const drop = (now) => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", drop);
      this.view.dispatch(this.view.state.tr.setNodeAttribute(this.getPos(), "width", at(now)));
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", drop);
  }

  stopEvent(event) {
    return this.frame.contains(event.target);
  }

  ignoreMutation(record) {
    return record.type !== "selection" && !this.contentDOM.contains(record.target);
  }
}
