// The brand's link in the menu is named by what it shows (WCAG 2.5.3); Wagtail names it "Dashboard" alone.
const menu = document.getElementById("wagtail-sidebar");

function name() {
  const link = menu?.querySelector(".sidebar-custom-branding");
  if (!link) return false;
  const shown = link.innerText.replace(/\s+/g, " ").trim();
  if (shown) link.setAttribute("aria-label", `${shown}, ${link.getAttribute("aria-label")}`);
  return true;
}

if (menu && !name()) {
  const watch = new MutationObserver(() => name() && watch.disconnect());
  watch.observe(menu, { childList: true, subtree: true });
}
