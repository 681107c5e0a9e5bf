// What makes single kinds of questions nicer: rows that move by buttons, places of a picture that take a tap.
(() => {
  "use strict";
  const changed = (field) => field.dispatchEvent(new Event("change", { bubbles: true }));

  // data-ordering: buttons move a row; the places beside the rows follow, and still can be chosen
  document.querySelectorAll("[data-ordering]").forEach((list) => {
    const places = () => Array.from(list.querySelectorAll("select"));
    if (!places().length || places()[0].disabled) return;
    const settle = () => {
      places().forEach((field, number) => { field.value = `${field.dataset.row}=${number + 1}`; });
      changed(places()[0]);
    };
    const sorted = () => {
      const rank = (row) => Number((row.querySelector("select").value.split("=")[1]) || 999);
      Array.from(list.children).sort((one, two) => rank(one) - rank(two)).forEach((row) => list.append(row));
    };
    if (places().every((field) => field.value)) sorted();
    list.querySelectorAll("li").forEach((row) => {
      [[-1, "up", list.dataset.wordUp], [1, "down", list.dataset.wordDown]].forEach(([way, shape, word]) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "btn btn--plain";
        button.textContent = word;
        button.setAttribute("aria-label", `${word}: ${row.querySelector("label").textContent}`);
        button.addEventListener("click", () => {
          const other = way < 0 ? row.previousElementSibling : row.nextElementSibling;
          if (!other) return;
          if (way < 0) list.insertBefore(row, other); else list.insertBefore(other, row);
          settle();
          button.focus();
        });
        row.append(button);
      });
    });
  });

  // data-hotspot: a tap on a place ticks the choice of the same number below
  document.querySelectorAll("[data-hotspot]").forEach((picture) => {
    const field = (id) => document.querySelector(`[name="${picture.dataset.hotspot}"][value="${id}"]`);
    const paint = () => picture.querySelectorAll("[data-option]").forEach((place) => {
      place.classList.toggle("is-picked", Boolean(field(place.dataset.option) && field(place.dataset.option).checked));
    });
    picture.querySelectorAll("[data-option]").forEach((place) => {
      place.addEventListener("click", () => {
        const choice = field(place.dataset.option);
        if (!choice || choice.disabled) return;
        choice.checked = choice.type === "radio" ? true : !choice.checked;
        changed(choice);
      });
    });
    document.addEventListener("change", paint);
    paint();
  });

  // data-hand-in: answers that still wait go out before the attempt is handed in
  const last = document.querySelector("form[data-hand-in]");
  if (last && window.quizSender) {
    const notice = document.querySelector("[data-unsent]");
    const lost = document.querySelector("[data-lost]");
    const numbers = JSON.parse(last.dataset.numbers);
    let unread = false;
    const quiet = () => {};
    const refused = (step, data) => { // what the server does not take is read before anything is handed in
      unread = true;
      lost.hidden = false;
      const words = document.createElement("p");
      words.textContent = `${lost.dataset.word.replace("@", numbers[step.slot] || step.slot)} ${data.message}`;
      lost.lastElementChild.append(words);
    };
    const sender = window.quizSender(last.dataset.owner, last.dataset.url, last.querySelector("[name=csrf_token]").value,
      { saved: quiet, refused, failed: () => { notice.hidden = false; } });
    const went = (count) => { notice.hidden = !count; return count; };
    sender.send().then(went);
    let sure = false;
    last.addEventListener("submit", (event) => {
      if (sure) return;
      event.preventDefault();
      const button = event.submitter;
      sender.send().then((count) => {
        if (went(count) || !window.navigator.onLine) { notice.hidden = false; return; }
        if (unread) { unread = false; lost.scrollIntoView({ block: "center" }); return; }
        sure = true;
        last.requestSubmit(button || undefined);
      });
    });
  }
})();

// data-counted: a form that says how many of its boxes are ticked; data-tick-all ticks those of the list shown
(() => {
  "use strict";
  document.querySelectorAll("form[data-counted]").forEach((form) => {
    const said = form.querySelector("[data-count-said]");
    const count = () => {
      if (said) said.textContent = said.dataset.word.replace("@", form.querySelectorAll("[type=checkbox]:checked").length);
    };
    form.addEventListener("change", count);
    window.addEventListener("pageshow", count);
    form.querySelectorAll("[data-tick-all]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => {
        form.querySelectorAll("[type=checkbox]").forEach((box) => { box.checked = true; });
        count();
      });
    });
  });
})();
