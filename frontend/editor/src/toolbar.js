// The toolbar: one stop of the Tab key, arrows inside, buttons that say whether they are on.
import { isWhen } from "./acts.js";

export class Toolbar {
  constructor({ bar, run, acts }) {
    Object.assign(this, { bar, acts });
    this.buttons = [...bar.querySelectorAll("button[data-act]")];
    bar.addEventListener("pointerdown", (event) => event.target.closest("button") && event.preventDefault());
    bar.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-act]");
      if (button && button.getAttribute("aria-disabled") !== "true") run(button.dataset.act);
    });
    bar.addEventListener("keydown", (event) => this.key(event));
    bar.addEventListener("focusin", (event) => this.stop(event.target));
  }

  shown() {
    return this.buttons.filter((one) => !one.closest("[hidden]"));
  }

  key(event) {
    const shown = this.shown();
    const at = shown.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: shown.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    shown[(to + shown.length) % shown.length].focus();
  }

  stop(button) {
    for (const one of this.buttons) one.tabIndex = one === button ? 0 : -1;
  }

  focus() {
    (this.shown().find((one) => one.tabIndex === 0) ?? this.shown()[0]).focus();
  }

  update(state) {
    for (const group of this.bar.querySelectorAll("[data-when]")) group.hidden = !isWhen[group.dataset.when](state);
    for (const button of this.buttons) this.draw(button, this.acts[button.dataset.act], state);
    if (!this.shown().some((one) => one.tabIndex === 0)) this.stop(this.shown()[0]);
  }

  draw(button, act, state) {
    if (!act || button.closest("[hidden]")) return;
    const can = act.can ? act.can(state) : act.run(state);
    if (can) button.removeAttribute("aria-disabled");
    else button.setAttribute("aria-disabled", "true");
    if (act.on) button.setAttribute("aria-pressed", String(act.on(state)));
  }
}
