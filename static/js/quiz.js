// Saves each answer as soon as it changes; says "saved" only when the server has it; tries again until it does.
(() => {
  "use strict";
  const form = document.querySelector("form[data-quiz]");
  if (!form || !window.fetch) return;
  const badge = document.querySelector("[data-saved]");
  const token = form.querySelector("[name=csrf_token]").value;
  const shelf = "quiz:" + form.dataset.url;
  const queue = (() => {
    try { return JSON.parse(window.localStorage.getItem(shelf) || "[]"); } catch (error) { return []; }
  })();
  let busy = false;
  let tries = 0;

  const keep = () => {
    try { window.localStorage.setItem(shelf, JSON.stringify(queue)); } catch (error) { /* no room: the page still tries */ }
  };
  const uuid = () => (window.crypto.randomUUID ? window.crypto.randomUUID()
    : Array.from(window.crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(""));
  const say = (text, state) => {
    badge.className = "saved" + (state ? " saved--" + state : "");
    badge.textContent = text;
  };
  const answer = () => {
    const fields = Array.from(form.querySelectorAll("[name=answer]"));
    return fields.filter((field) => (field.type === "radio" || field.type === "checkbox" ? field.checked : field.value.trim()))
      .map((field) => field.value);
  };

  const send = () => {
    if (busy || !queue.length) return;
    busy = true;
    const step = queue[0];
    window.fetch(form.dataset.url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify(step),
      credentials: "same-origin",
    }).then((reply) => {
      if (reply.status >= 500 || reply.status === 429 || reply.redirected) throw new Error(String(reply.status));
      return reply.json().then((data) => {
        queue.shift();
        tries = 0;
        keep();
        if (data.saved) { say(form.dataset.wordSaved + " " + data.at); } else { say(data.message, "not"); }
      });
    }).catch(() => {
      tries += 1;
      say(form.dataset.wordTrying + " " + (tries + 1), "not");
    }).finally(() => {
      busy = false;
      if (queue.length) window.setTimeout(send, Math.min(15000, 500 * 2 ** Math.min(tries, 5)));
    });
  };

  const note = () => {
    const slot = Number(form.dataset.slot);
    const waiting = queue.findIndex((step, place) => step.slot === slot && (place > 0 || !busy));
    if (waiting >= 0) queue.splice(waiting, 1);
    queue.push({ slot: slot, response: answer(), uuid: uuid() });
    keep();
    say(form.dataset.wordSaving + "…", "busy");
    send();
  };

  let typing = 0;
  form.addEventListener("change", (event) => {
    if (event.target.name !== "answer") return;
    form.querySelectorAll(".choice").forEach((label) => {
      const field = label.querySelector("[name=answer]");
      if (field) label.classList.toggle("choice--picked", field.checked);
    });
    note();
  });
  form.addEventListener("input", (event) => {
    if (event.target.name !== "answer" || event.target.type !== "text") return;
    window.clearTimeout(typing);
    typing = window.setTimeout(note, 700);
  });
  window.addEventListener("online", send);
  window.addEventListener("beforeunload", (event) => { if (queue.length) event.preventDefault(); });
  if (queue.length) send();

  // The clock runs by the server's own count
  const clock = document.querySelector("[data-left]");
  if (clock) {
    const ends = Date.now() + Number(clock.dataset.left) * 1000;
    const face = clock.querySelector("span");
    window.setInterval(() => {
      const left = Math.max(0, Math.round((ends - Date.now()) / 1000));
      face.textContent = Math.floor(left / 60) + ":" + String(left % 60).padStart(2, "0");
      if (left === 0 && !queue.length) window.location.reload();
    }, 1000);
  }
})();
