// Rows that can be ticked: <form data-controller="eo-rows"> around a table; the tick in its head has data-action="eo-rows#all".
// Keys, while no field is being written in: j or down and k or up go from row to row, x ticks, Enter opens the row's link.
const KEYS = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

class Rows extends window.StimulusModule.Controller {
  connect() {
    this.onKey = (event) => this.press(event);
    document.addEventListener("keydown", this.onKey);
  }

  disconnect() {
    document.removeEventListener("keydown", this.onKey);
  }

  all({ target }) {
    for (const tick of this.element.querySelectorAll("tbody input[type=checkbox]")) tick.checked = target.checked;
  }

  get rows() {
    return [...this.element.querySelectorAll("tbody tr")];
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]")) return;
    if (event.key in KEYS) this.go(event, KEYS[event.key]);
    else if (event.key === "x" && this.current) this.tick(event);
  }

  // The row's own link has the focus, so Enter opens it and readers hear where they are.
  go(event, step) {
    const rows = this.rows;
    const at = rows.indexOf(this.current);
    const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
    if (!next) return;
    event.preventDefault();
    next.querySelector("a")?.focus();
  }

  get current() {
    return document.activeElement?.closest("tbody tr") ?? null;
  }

  tick(event) {
    const tick = this.current.querySelector("input[type=checkbox]");
    if (!tick) return;
    event.preventDefault();
    tick.checked = !tick.checked;
  }
}
window.wagtail.app.register("eo-rows", Rows);
