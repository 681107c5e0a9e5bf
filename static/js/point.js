// Says where: marks the control that comes next, opens what hides it, and ticks what is already written.
(() => {
  "use strict";
  const coach = document.querySelector("[data-point]");
  if (!coach) return;
  const at = (hook) => document.querySelector(`[data-anchor="${CSS.escape(hook)}"]`);
  const same = (left, right) => left.normalize("NFC").replace(/[\s.]/g, "").toLowerCase()
    === right.normalize("NFC").replace(/[\s.]/g, "").toLowerCase();
  const shown = document.querySelector("main [data-record]");
  const elsewhere = Boolean(coach.dataset.record && shown && shown.dataset.record !== coach.dataset.record);
  const lines = Array.from(coach.querySelectorAll("[data-want]"));
  let marked = null;
  let skipped = false;

  // What this page has no place for is not asked; a list without the wanted line takes any
  const written = (line) => {
    const place = at(line.dataset.hook);
    const form = (place && place.closest("form")) || document.querySelector("main");
    const asked = Object.entries(JSON.parse(line.dataset.want))
      .map(([name, value]) => [Array.from(form.querySelectorAll(`[name="${CSS.escape(name)}"]`)), value])
      .filter(([controls]) => controls.length);
    return asked.length > 0 && asked.every(([controls, value]) => {
      const control = controls[0];
      if (control.type === "checkbox" || control.type === "radio") {
        const held = controls.filter((one) => one.checked).map((one) => one.value);
        return controls.length === 1 ? held.length > 0 : [].concat(value).every((one) => held.includes(one));
      }
      const free = control.tagName === "TEXTAREA"
        || (control.tagName === "SELECT" && !Array.from(control.options).some((option) => option.value === value));
      return free ? control.value.trim() !== "" : same(control.value, value);
    });
  };

  const point = (look) => {
    lines.forEach((line) => { line.querySelector(".entries__done").hidden = !written(line); });
    const open = lines.filter((line) => line.querySelector(".entries__done").hidden).map((line) => line.dataset.hook);
    const hooks = coach.dataset.point.split(" ").filter(Boolean);
    const chain = elsewhere ? hooks.slice(1) : open.concat(hooks);
    const place = skipped ? null : chain.map(at).find(Boolean) || null;
    const missing = coach.querySelector("[data-missing]");
    if (missing) missing.hidden = skipped || Boolean(place) || !chain.length;
    if (place === marked) return;
    if (marked) marked.classList.remove("is-pointed");
    marked = place;
    if (!place) return;
    place.classList.add("is-pointed");
    for (let hidden = place.closest("details"); hidden; hidden = hidden.parentElement.closest("details")) hidden.open = true;
    const told = "fresh" in coach.dataset && coach.contains(place); // first comes the situation, at the coach's top
    if (look && !told && !("still" in coach.dataset) && window.matchMedia("(min-width: 68.76rem)").matches) place.scrollIntoView({ block: "nearest" });
  };

  const skip = coach.querySelector("[data-skip]");
  if (skip) skip.addEventListener("click", () => { skipped = true; point(false); });
  document.addEventListener("input", () => point(true));
  document.addEventListener("change", () => point(true));
  point(true);
})();

// An assessment ends by the server's own count; the last page is fetched anew and says so
(() => {
  "use strict";
  const clock = document.querySelector("[data-ends-in]");
  if (!clock) return;
  const ends = Date.now() + Number(clock.dataset.endsIn) * 1000;
  const face = clock.querySelector("span");
  const words = face.textContent;
  window.setInterval(() => {
    const left = Math.max(0, Math.round((ends - Date.now()) / 1000));
    if (left <= 300) face.textContent = words.replace(/\d.*$/, "") + Math.floor(left / 60) + ":" + String(left % 60).padStart(2, "0");
    if (left === 0 && Date.now() - ends > 31000) window.location.reload();
  }, 1000);
})();
