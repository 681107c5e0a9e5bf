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

  // Own words count once they are one's own: what the program put there, or left in brackets to fill in, does not
  const own = (control) => {
    const words = control.value.trim();
    const given = "typed" in (control.form || control).dataset ? "" : control.defaultValue.trim();
    return words !== "" && words !== given && !/\[[^\][\d]{2,}\]/.test(words);
  };

  // What this page has no place for is not asked; a list without the wanted line takes any
  const written = (line) => {
    const place = at(line.dataset.hook);
    const form = (place && place.closest("form")) || document.querySelector("main");
    const of = (within, name) => Array.from(within.querySelectorAll(`[name="${CSS.escape(name)}"]`));
    const every = Object.entries(JSON.parse(line.dataset.want))
      .map(([name, value]) => [of(form, name).length ? of(form, name) : of(document.querySelector("main"), name), value])
      .filter(([controls]) => controls.length);
    const visible = every.filter(([controls]) => controls[0].type !== "hidden"); // what nobody can type is not asked
    const asked = visible.length ? visible : every;
    return asked.length > 0 && asked.every(([controls, value]) => {
      const control = controls[0];
      if (control.type === "checkbox" || control.type === "radio") {
        const held = controls.filter((one) => one.checked).map((one) => one.value);
        if ([].concat(value).length === 0) return held.length === 0;
        return controls.length === 1 ? held.length > 0 : [].concat(value).every((one) => held.includes(one));
      }
      if (same(control.value, value)) return true;
      if (control.tagName === "TEXTAREA") return own(control);
      return control.tagName === "SELECT" && control.value !== "" && !Array.from(control.options).some((option) => option.value === value);
    });
  };

  const point = (look) => {
    lines.forEach((line) => { line.querySelector(".entries__done").hidden = !written(line); });
    const left = lines.filter((line) => line.querySelector(".entries__done").hidden);
    lines.forEach((line) => { line.classList.toggle("is-now", line === left[0]); });
    const open = left.map((line) => line.dataset.hook);
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
    if (look) bring();
  };

  // The coach has a window of its own: what is to be written next is kept in it
  const read = () => {
    const panel = coach.closest(".coach");
    const line = lines.find((one) => one.classList.contains("is-now"));
    if (!line || !panel || panel.scrollHeight <= panel.clientHeight) return;
    const [mine, its] = [line.getBoundingClientRect(), panel.getBoundingClientRect()];
    if (mine.top < its.top || mine.bottom > its.bottom - 120) panel.scrollTop += mine.top - its.top - its.height / 3;
  };

  const bring = () => {
    const told = !marked || ("fresh" in coach.dataset && coach.contains(marked)); // first comes the situation, at the coach's top
    if (told || "still" in coach.dataset || !window.matchMedia("(min-width: 68.76rem)").matches) return;
    const edge = marked.getBoundingClientRect(); // what is in sight is left where it is: nothing slides under the mouse
    if (edge.top < 80 || edge.top > window.innerHeight - 120) marked.scrollIntoView({ block: edge.height > window.innerHeight / 2 ? "start" : "center" });
  };

  const skip = coach.querySelector("[data-skip]");
  if (skip) skip.addEventListener("click", () => { skipped = true; point(false); });
  document.addEventListener("input", () => point(false));
  // A written field changes as one presses the button after it: nothing may move under that press
  document.addEventListener("change", (event) => {
    point(false);
    if (event.target.matches("select, [type=checkbox], [type=radio]")) { bring(); read(); }
  });
  point(true);
  if (!("fresh" in coach.dataset) || lines.some((line) => !line.querySelector(".entries__done").hidden)) read();
  // The browser goes to the page's own #fragment only after this; where to press must stay in sight
  window.addEventListener("load", () => window.requestAnimationFrame(() => bring()));
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
