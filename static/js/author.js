// Writing courses: a block is saved as it is typed, text from Word becomes plain, marks come from buttons.
(() => {
  "use strict";
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const LARGEST = 1000000;
  const token = () => (document.querySelector("input[name=csrf_token]") || {}).value || "";

  // data-typing: save a block a moment after the last letter
  all("form[data-typing]").forEach((form) => {
    const state = form.querySelector("[data-saved]");
    let waiting = 0;
    let busy = false;
    let again = false;
    const say = (text, kind) => {
      state.hidden = false;
      state.textContent = text;
      state.className = "saved" + (kind ? " saved--" + kind : "");
      state.setAttribute("role", "status");
    };
    const later = (time) => {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(save, time);
    };
    const save = () => {
      if (busy) {
        again = true;
        return;
      }
      busy = true;
      say(form.dataset.busy, "busy");
      fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Typing": "1" } })
        .then((answer) => (answer.ok || answer.status === 409 ? answer.json() : Promise.reject(new Error("refused"))))
        .then((found) => {
          if (found.saved) {
            form.elements.was.value = found.was;
            say(form.dataset.kept.replace("{at}", found.at), "");
            form.dispatchEvent(new CustomEvent("kept"));
          } else {
            say(found.message, "not");
          }
        })
        .catch(() => {
          say(form.dataset.lost, "not");
          later(5000);
        })
        .finally(() => {
          busy = false;
          if (again) {
            again = false;
            later(200);
          }
        });
    };
    form.addEventListener("input", () => later(1200));
    form.addEventListener("submit", () => window.clearTimeout(waiting));
  });

  // data-rich: a few buttons that write marks, and a paste that keeps structure only
  all("textarea[data-rich]").forEach((field) => {
    const words = { vi: ["Đậm", "Danh sách", "Liên kết"], en: ["Bold", "List", "Link"] };
    const names = words[document.documentElement.lang] || words.vi;
    const put = (text, select) => {
      field.setRangeText(text, field.selectionStart, field.selectionEnd, select || "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    };
    // a heading, list or table begins a line: glued to its neighbours, its marks would be read as words
    const marked = (text) => /^(#+ |[-*+] |\d+[.)] |\|)/.test(text);
    const listed = (line) => /^\s*([-*+]|\d+[.)])\s/.test(line);
    const gap = (before, text) => {
      if (!before.trim() || /\n\n$/.test(before)) return "";
      const last = before.replace(/\n$/, "").split("\n").pop();
      if (listed(text) && listed(last)) return /\n$/.test(before) ? "" : "\n";
      if (!/\n$/.test(before)) return marked(text) ? "\n\n" : "";
      return marked(text) || listed(last) || text.includes("\n\n") ? "\n" : "";
    };
    const set = (text) => {
      const after = field.value.slice(field.selectionEnd);
      const end = marked(text.split("\n").pop()) && after.trim() ? "\n\n".slice(/^\n*/.exec(after)[0].length) : "";
      put(gap(field.value.slice(0, field.selectionStart), text) + text + end);
    };
    const chosen = () => field.value.slice(field.selectionStart, field.selectionEnd);
    const deeds = [
      () => put(`**${chosen() || names[0].toLowerCase()}**`),
      () => put("\n" + (chosen() || names[1]).split("\n").map((line) => "- " + line).join("\n") + "\n"),
      () => put(`[${chosen() || names[2].toLowerCase()}](https://)`),
    ];
    const bar = document.createElement("div");
    bar.className = "rich-bar";
    names.forEach((name, place) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn--quiet";
      button.textContent = name;
      button.addEventListener("click", deeds[place]);
      bar.append(button);
    });
    field.before(bar);
    field.addEventListener("paste", (event) => {
      const data = event.clipboardData;
      const html = data ? data.getData("text/html") : "";
      const plain = data ? data.getData("text/plain") : "";
      // plain words go in as they are; what has cells, or marks that begin a line, is set apart first
      if (!html && !/\t/.test(plain) && !marked(plain)) return;
      event.preventDefault();
      const body = new FormData();
      if (html && html.length <= LARGEST) body.append("html", html);
      body.append("plain", plain.slice(0, LARGEST));
      body.append("csrf_token", token());
      fetch("/course-desk/paste", { method: "POST", body })
        .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error("refused"))))
        .then((found) => set(found.text || plain))
        .catch(() => set(plain));
    });
  });
})();
