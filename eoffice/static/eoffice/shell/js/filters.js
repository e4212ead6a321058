// Filters apply as soon as one is changed: the page below is fetched anew, the focus stays where it was.
// Without script, and when the line breaks, the form is sent by its button as ever.
class Filters extends window.StimulusModule.Controller {
  connect() {
    for (const button of this.element.querySelectorAll("[type=submit]:not([data-stays])")) button.hidden = true;
  }

  async apply({ target }) {
    const given = [...new FormData(this.element)].filter(([, value]) => value !== "");
    const url = `?${new URLSearchParams(given)}`;
    const page = this.element.closest(".eo-page");
    this.last?.abort();
    this.last = new AbortController();
    page.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(url, { signal: this.last.signal });
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".eo-page");
      if (!answer.ok || answer.redirected || !fresh) return this.element.submit();
      history.replaceState(null, "", url);
      page.replaceChildren(...fresh.childNodes);
      page.removeAttribute("aria-busy");
      this.back(page, target);
    } catch (error) {
      if (error.name !== "AbortError") this.element.submit();
    }
  }

  back(page, { name, value, type }) {
    const alike = [...page.querySelectorAll(`[name="${name}"]`)].filter((one) => one.type !== "hidden");
    const same = /box|radio/.test(type) ? alike.filter((one) => one.value === value) : alike;
    same[0]?.focus({ preventScroll: true });
  }
}
window.wagtail.app.register("eo-filters", Filters);
