// A hint that says where: marks the place on the page, and opens whatever hides it.
(() => {
  const coach = document.querySelector("[data-point]");
  const anchor = coach && coach.dataset.point;
  if (!anchor) return;
  const place = document.querySelector(`[data-anchor="${CSS.escape(anchor)}"]`)
    || document.querySelector(`[data-anchor="${CSS.escape(anchor.split(".")[0])}"]`);
  if (!place) return;
  place.classList.add("is-pointed");
  const hidden = place.closest("details");
  if (hidden && hidden !== place) hidden.open = true;
})();
