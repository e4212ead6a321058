// Tabs by the ARIA pattern: arrows move, Home and End jump; panels follow.
// data-eo-tabs-target="tab" (role=tab, aria-controls) and "panel" (id, role=tabpanel).
class Tabs extends window.StimulusModule.Controller {
  static targets = ["tab", "panel"];

  connect() {
    const chosen = this.tabTargets.find((tab) => tab.getAttribute("aria-selected") === "true");
    this.choose(chosen ?? this.tabTargets[0], false);
  }

  select(event) {
    this.choose(event.currentTarget, false);
  }

  move(event) {
    const tabs = this.tabTargets;
    const at = tabs.indexOf(event.currentTarget);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.choose(tabs[(next + tabs.length) % tabs.length], true);
  }

  choose(chosen, focus) {
    for (const tab of this.tabTargets) {
      tab.setAttribute("aria-selected", String(tab === chosen));
      tab.tabIndex = tab === chosen ? 0 : -1;
    }
    for (const panel of this.panelTargets) panel.hidden = panel.id !== chosen?.getAttribute("aria-controls");
    if (focus) chosen.focus();
    this.dispatch("chosen", { detail: { tab: chosen?.id } });
  }
}
window.wagtail.app.register("eo-tabs", Tabs);
