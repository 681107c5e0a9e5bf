// What scripts add to pages that work without them: each behaviour hangs on one data attribute.
(() => {
  "use strict";
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));

  // data-focus: an error summary is read first
  // data-begin: otherwise the first field of a form that was just asked for
  const first = document.querySelector("[data-focus]")
    || document.querySelector("form[data-begin] :is(input:not([type=hidden]), select, textarea)");
  if (first) first.focus();

  // data-reveal: show what is typed in a password field
  all("[data-reveal]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const field = document.getElementById(button.dataset.reveal);
      const shown = field.type === "text";
      field.type = shown ? "password" : "text";
      button.setAttribute("aria-pressed", String(!shown));
    });
  });

  // data-copy: put the text of another element on the clipboard
  all("[data-copy]").forEach((button) => {
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      const source = document.getElementById(button.dataset.copy);
      navigator.clipboard.writeText(source.value || source.textContent.trim()).then(() => {
        button.setAttribute("aria-pressed", "true");
      });
    });
  });

  // data-fill: put a proposed value into a field
  all("[data-fill]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const target = document.getElementById(button.dataset.fill);
      target.value = button.dataset.value;
      target.type = "text";
      target.focus();
    });
  });

  // data-tick-all: one tick for a whole list; taking one of them away takes it back
  all("[data-tick-all]").forEach((whole) => {
    const ticks = [...whole.form.querySelectorAll(`input[name="${whole.dataset.tickAll}"]`)];
    whole.addEventListener("change", () => ticks.forEach((tick) => { tick.checked = whole.checked; }));
    ticks.forEach((tick) => tick.addEventListener("change", () => { whole.checked = ticks.every((each) => each.checked); }));
  });

  // data-print
  all("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });

  // A form is sent once: the second click of a nervous finger does nothing
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    const button = event.submitter;
    if (button) button.setAttribute("aria-busy", "true");
    window.setTimeout(() => {
      delete form.dataset.sent;
      if (button) button.removeAttribute("aria-busy");
    }, 8000);
  });
  window.addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => delete form.dataset.sent));

  // data-keep: leaving a long form with changes asks first
  all("form[data-keep]").forEach((form) => {
    let changed = false;
    form.addEventListener("input", () => { changed = true; });
    form.addEventListener("submit", () => { changed = false; });
    window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
  });

  // Escape closes what is folded out over the page
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    all("details.drop[open]").forEach((fold) => {
      fold.open = false;
      fold.querySelector("summary").focus();
    });
  });

  // A fold of the menu closes when another is opened or one presses elsewhere; the menu of a phone by its own button
  document.addEventListener("click", (event) => {
    all("details.drop[open]").forEach((fold) => { if (!fold.contains(event.target)) fold.open = false; });
  });
  all("a.mast__menu").forEach((link) => link.addEventListener("click", (event) => {
    if (window.location.hash !== link.hash) return;
    event.preventDefault();
    window.location.hash = "top";
  }));

  // data-told: two seconds on, after the page has come to its place, the next scroll lets what was told scroll away with its page
  const told = document.querySelector("[data-told]");
  if (told) window.setTimeout(() => window.addEventListener("scroll", () => told.classList.add("is-read"), { once: true, passive: true }), 2000);

  // A day chosen in the browser's own calendar is said in words as well: browsers differ in how they write it
  all("input[type=date]").forEach((field) => {
    const words = document.createElement("span");
    words.className = "soft day-words";
    field.after(words);
    const say = () => {
      const day = field.value && new Date(`${field.value}T00:00:00`);
      const spoken = day && new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "long", day: "2-digit", month: "2-digit", year: "numeric" });
      words.textContent = day ? spoken.format(day) : "";
    };
    field.addEventListener("input", say);
    say();
  });

  // data-people: while a name is typed, those whom it fits are offered; pressing one writes them into the line
  all("[data-people]").forEach((part) => {
    const text = part.querySelector("textarea");
    const told = part.querySelector("[data-people-told]");
    const found = part.querySelector("[data-people-found]");
    const within = part.dataset.peopleWithin && document.getElementById(part.dataset.peopleWithin);
    const line = () => {
      const start = text.value.lastIndexOf("\n", text.selectionStart - 1) + 1;
      const end = (text.value + "\n").indexOf("\n", start);
      return { start, end, words: text.value.slice(start, end).trim() };
    };
    let asked = 0;
    const clear = () => { asked += 1; told.textContent = ""; found.replaceChildren(); };
    const ask = (turn) => {
      const { words } = line();
      if (words.length < 2 || words.endsWith(")") || (within && !within.value)) return;
      const query = new URLSearchParams({ q: words, ...(within ? { unit: within.value } : {}) });
      fetch(`${part.dataset.people}?${query}`).then((answer) => (answer.ok ? answer.text() : "")).then((page) => {
        if (turn !== asked || !page) return;
        const fresh = new DOMParser().parseFromString(page, "text/html");
        told.textContent = fresh.querySelector("p").textContent;
        found.replaceChildren(...fresh.querySelectorAll("ul"));
      }).catch(() => {});
    };
    text.addEventListener("input", () => {
      clear();
      const turn = asked;
      window.setTimeout(() => { if (turn === asked) ask(turn); }, 300);
    });
    found.addEventListener("click", (event) => {
      const button = event.target.closest("[data-entry]");
      if (!button) return;
      const { start, end } = line();
      text.setRangeText(`${button.dataset.entry}\n`, start, Math.min(text.value.length, end + 1), "end");
      clear();
      text.focus();
    });
  });

  // data-refresh: a page that waits for a job looks again
  const waiting = document.querySelector("[data-refresh]");
  if (waiting) window.setTimeout(() => window.location.reload(), Number(waiting.dataset.refresh) * 1000);
})();
