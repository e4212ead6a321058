// Boxes over the pages of a release: drawn with mouse or pen, with a finger once "Draw" is pressed, and written into the
// field of boxes in millimetres, so that what is seen is what is sent. A click, Enter or Delete on a box takes it away.
const SVG = "http://www.w3.org/2000/svg";
const PT_PER_MM = 72 / 25.4;
const SMALLEST_PT = 4;

const mm = (points) => String(Math.round((points / PT_PER_MM) * 10) / 10);

class Boxes extends window.StimulusModule.Controller {
  static targets = ["page", "pen"];
  static values = { field: String, found: String, label: String };

  connect() {
    this.field = document.getElementById(this.fieldValue);
    this.redraw = () => this.draw();
    this.field.addEventListener("input", this.redraw);
    this.field.form.addEventListener("change", this.redraw);
    this.draw();
  }

  disconnect() {
    this.field.removeEventListener("input", this.redraw);
    this.field.form.removeEventListener("change", this.redraw);
  }

  // A finger scrolls the page until drawing is asked for.
  pen() {
    const on = this.penTarget.getAttribute("aria-pressed") !== "true";
    this.penTarget.setAttribute("aria-pressed", String(on));
    for (const page of this.pageTargets) page.style.touchAction = on ? "none" : "";
  }

  get lines() {
    return this.field.value.split("\n").map((line) => line.trim()).filter(Boolean);
  }

  set lines(all) {
    this.field.value = all.join("\n");
    this.draw();
  }

  draw() {
    for (const page of this.pageTargets) {
      for (const old of page.querySelectorAll("[data-line]")) old.remove();
      for (const blot of page.querySelectorAll("[data-key]")) {
        const tick = this.field.form.querySelector(`input[name="${this.foundValue}"][value="${blot.dataset.key}"]`);
        blot.setAttribute("fill-opacity", tick?.checked ? "0.8" : "0");
      }
    }
    this.lines.forEach((line, at) => this.put(line, at));
  }

  put(line, at) {
    const [number, left, top, wide, tall] = line.replaceAll(",", ".").split(";").map(Number);
    const page = this.pageTargets.find((one) => Number(one.dataset.number) === number);
    if (!page || ![left, top, wide, tall].every((side) => side >= 0)) return;
    const box = this.rectangle(left * PT_PER_MM, top * PT_PER_MM, wide * PT_PER_MM, tall * PT_PER_MM);
    box.dataset.line = String(at);
    box.setAttribute("tabindex", "0");
    box.setAttribute("role", "button");
    box.setAttribute("aria-label", `${this.labelValue} ${line}`);
    page.append(box);
  }

  rectangle(x, y, width, height) {
    const box = document.createElementNS(SVG, "rect");
    for (const [name, value] of Object.entries({ x, y, width, height, fill: "#000", "fill-opacity": 0.8 })) {
      box.setAttribute(name, value);
    }
    return box;
  }

  take(event) {
    const box = event.target.closest("[data-line]");
    if (!box || (event.type === "keydown" && !["Enter", "Delete", "Backspace"].includes(event.key))) return;
    event.preventDefault();
    const gone = Number(box.dataset.line);
    this.lines = this.lines.filter((_line, at) => at !== gone);
  }

  begin(event) {
    const isDrawing = event.pointerType !== "touch" || this.penTarget.getAttribute("aria-pressed") === "true";
    if (!event.isPrimary || event.button !== 0 || !isDrawing || event.target.closest("[data-line]")) return;
    event.preventDefault();
    const page = event.currentTarget;
    page.setPointerCapture(event.pointerId);
    this.from = this.place(page, event);
    this.now = this.rectangle(this.from.x, this.from.y, 0, 0);
    page.append(this.now);
  }

  move(event) {
    if (!this.now) return;
    const [left, top, wide, tall] = this.sides(event);
    for (const [name, value] of Object.entries({ x: left, y: top, width: wide, height: tall })) {
      this.now.setAttribute(name, value);
    }
  }

  end(event) {
    if (!this.now) return;
    const [left, top, wide, tall] = this.sides(event);
    this.now.remove();
    this.now = null;
    if (event.type === "pointercancel" || wide < SMALLEST_PT || tall < SMALLEST_PT) return;
    const number = event.currentTarget.dataset.number;
    this.lines = [...this.lines, [number, mm(left), mm(top), mm(wide), mm(tall)].join("; ")];
  }

  sides(event) {
    const to = this.place(event.currentTarget, event);
    const { x, y } = this.from;
    return [Math.min(x, to.x), Math.min(y, to.y), Math.abs(to.x - x), Math.abs(to.y - y)];
  }

  // Where the pointer is, in points of the page, never off it.
  place(page, event) {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(page.getScreenCTM().inverse());
    const { width, height } = page.viewBox.baseVal;
    return { x: Math.min(Math.max(at.x, 0), width), y: Math.min(Math.max(at.y, 0), height) };
  }
}
window.wagtail.app.register("ar-boxes", Boxes);
