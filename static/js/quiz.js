// Saves each answer as soon as it changes; says "saved" only when the server has it; tries again until it does.
(() => {
  "use strict";
  const form = document.querySelector("form[data-quiz]");
  if (!form || !window.fetch) return;
  const words = form.dataset;
  const owner = words.owner;
  const badge = document.querySelector("[data-saved]");
  const problem = document.querySelector("[data-problem]");
  const again = document.querySelector("[data-again]");
  const known = {};
  const timers = {};
  let writing = Promise.resolve();
  let waiting = 0;
  let frozen = false;
  let over = false;
  let unkept = false;
  let passing = false; // what is complained of ends by itself with the next answer that is kept
  form.querySelectorAll("[data-slot]").forEach((part) => { known[part.dataset.slot] = Number(part.dataset.base); });

  const icon = (name) => {
    const drawn = document.querySelector(`.key .i use[href$="#i-${name}"]`);
    return drawn ? drawn.closest("svg").cloneNode(true) : document.createTextNode("");
  };
  const say = (text, state, shape) => {
    if (badge.textContent.trim() === text) return;
    badge.className = "saved" + (state ? ` saved--${state}` : "");
    badge.replaceChildren(icon(shape), document.createTextNode(` ${text}`));
  };
  const complain = (text, forNow = false) => {
    passing = forNow;
    problem.querySelector("p").textContent = text;
    problem.hidden = false;
  };
  const number = (slot) => { // a place as learners count, who count no piece that is only to be read
    const link = document.querySelector(`[data-nav="${slot}"]`);
    return link ? link.dataset.number : slot;
  };
  const mark = (slot, unsaved, done) => {
    const link = document.querySelector(`[data-nav="${slot}"]`);
    if (!link) return;
    link.classList.toggle("is-unsaved", unsaved);
    if (unsaved || done === undefined) return;
    link.classList.toggle("is-done", done);
    const count = document.querySelector("[data-done]");
    count.textContent = count.dataset.word.replace("@", document.querySelectorAll(".qnav .is-done").length);
  };

  const sender = window.quizSender(owner, words.url, form.querySelector("[name=csrf_token]").value, {
    sending: (step) => { if (!again.hidden) return; say(`${words.wordSaving} ${number(step.slot)}…`, "busy", "saved"); },
    saved: (step, data) => {
      known[step.slot] = data.seq;
      const base = form.querySelector(`[name="base-${step.slot}"]`);
      if (base) base.value = data.seq;
      again.hidden = true;
      if (passing) problem.hidden = true;
      mark(step.slot, false, step.response.some((value) => value));
      say(`${words.wordSaved} ${data.at}`, "", "saved");
      if (clock && data.left !== null && !over) clock.set(data.left);
      if (over) leave();
    },
    refused: (step, data) => {
      mark(step.slot, false);
      again.hidden = true;
      say(`${words.wordQuestion} ${number(step.slot)}: ${data.message}`, "not", "unsaved");
      complain(`${words.wordLeft.replace("@", number(step.slot))} ${data.message}`);
      unkept = true;
    },
    failed: (step, tries, out) => {
      mark(step.slot, true);
      say(`${words.wordQuestion} ${number(step.slot)} ${words.wordTrying} ${tries + 1}`, "not", "unsaved");
      again.hidden = false;
      if (out) complain(words.wordOut, true);
    },
  });
  const send = async () => { waiting = await sender.send(); return waiting; };

  const answer = (slot) => {
    const fields = Array.from(form.querySelectorAll(`[name="answer-${slot}"]`));
    const ticked = fields.filter((field) => !["radio", "checkbox"].includes(field.type) || field.checked);
    return ticked.map((field) => field.value);
  };
  const note = (slot) => {
    if (frozen) return writing;
    window.clearTimeout(timers[slot]);
    delete timers[slot];
    const sure = form.querySelector(`[name="certainty-${slot}"]:checked`);
    const values = answer(slot);
    waiting += 1;
    mark(slot, true);
    writing = writing.then(() => sender.add(Number(slot), values, sure ? Number(sure.value) : null, known[slot] || 0));
    return writing.then(send);
  };
  const slotOf = (field) => (/^(?:answer|certainty)-(\d+)$/.exec(field.name || "") || [])[1];
  const flush = async () => {
    Object.keys(timers).forEach(note);
    await writing;
    return send();
  };

  const still = () => {
    form.querySelectorAll("input:not([type=hidden]), select, textarea, button").forEach((field) => { field.disabled = true; });
  };
  // Time is over: what is on its way goes first, and the page stays where nobody would answer the next one
  const leave = async () => {
    if (sure || unkept || (await sender.all()).length) return;
    try { await window.fetch("/healthz", { cache: "no-store" }); } catch (error) { window.setTimeout(leave, 2000); return; }
    sure = true;
    const last = document.createElement("form");
    last.method = "post";
    last.action = words.end;
    [["csrf_token", form.querySelector("[name=csrf_token]").value], ["ended", "1"]].forEach(([name, value]) => {
      last.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    });
    document.body.append(last);
    last.submit();
  };
  const end = () => {
    over = true;
    const gone = flush();
    still();
    complain(words.wordOver);
    gone.then(leave);
  };

  form.addEventListener("change", (event) => {
    const slot = slotOf(event.target);
    if (!slot) return;
    form.querySelectorAll(".choice, .spot").forEach((label) => {
      const field = label.querySelector("input");
      if (!field) return;
      const framed = label.classList.contains("choice") && !label.classList.contains("choice--bare");
      label.classList.toggle("choice--picked", framed && field.checked);
      label.classList.toggle("spot--picked", label.classList.contains("spot") && field.checked);
    });
    note(slot);
  });
  form.addEventListener("input", (event) => {
    const slot = slotOf(event.target);
    if (!slot || !["text", "textarea"].includes(event.target.type)) return;
    window.clearTimeout(timers[slot]);
    timers[slot] = window.setTimeout(note, 600, slot);
  });
  again.querySelector("button").addEventListener("click", flush);

  // Leaving a page waits until everything on it is kept by the server
  let sure = false;
  form.addEventListener("submit", (event) => {
    if (sure) return;
    event.preventDefault();
    const button = event.submitter;
    flush().then((left) => {
      if (frozen) return;
      if (left || !window.navigator.onLine) { complain(words.wordOffline, true); return; }
      sure = true;
      problem.hidden = true;
      form.requestSubmit(button || undefined);
    });
  });
  window.addEventListener("beforeunload", (event) => {
    Object.keys(timers).forEach(note);
    if (waiting && !sure) event.preventDefault();
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });

  // What waited from before this page was opened is shown in its fields, and goes out now
  sender.all().then((steps) => {
    waiting = steps.length;
    steps.forEach((step) => {
      mark(step.slot, true);
      form.querySelectorAll(`[name="answer-${step.slot}"]`).forEach((field, place) => {
        if (["radio", "checkbox"].includes(field.type)) field.checked = step.response.includes(field.value);
        else if (field.tagName === "SELECT" && field.dataset.row) return;
        else if (step.response[place] !== undefined) field.value = step.response[place];
      });
    });
    if (steps.length) send();
  });

  // Two windows: the older one keeps still
  if (window.BroadcastChannel) {
    const self = window.quizUuid();
    const channel = new window.BroadcastChannel(`quiz:${owner}`);
    channel.addEventListener("message", (event) => {
      if (event.data.opened === undefined || event.data.opened === self || frozen) return;
      flush().finally(() => {
        frozen = true;
        waiting = 0;
        still();
        complain(words.wordNewer);
        problem.querySelector("a").focus();
      });
    });
    channel.postMessage({ opened: self });
  }

  // The clock runs by the server's own count, whatever the clock of this machine says
  const face = document.querySelector("[data-left]");
  const clock = face && (() => {
    const shown = face.querySelector("strong");
    const said = document.querySelector("[data-warning]");
    let ends = window.performance.now() + Number(face.dataset.left) * 1000;
    let before = Infinity;
    const tick = () => {
      const left = Math.max(0, Math.round((ends - window.performance.now()) / 1000));
      const text = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
      const whole = Math.ceil(left / 60);
      const long = face.dataset.wordHours.replace("@", Math.floor(whole / 60)).replace("#", whole % 60);
      shown.textContent = left < 600 ? text : whole < 120 ? face.dataset.wordMinutes.replace("@", whole) : long;
      [600, 300, 60].forEach((mark_) => {
        if (left <= mark_ && before > mark_) said.textContent = `${face.dataset.wordWarn} ${text}`;
      });
      face.classList.toggle("clock--soon", left <= 300);
      before = left;
      if (left === 0) { window.clearInterval(beat); if (!frozen) end(); }
    };
    const beat = window.setInterval(tick, 1000);
    return { set: (left) => { ends = window.performance.now() + left * 1000; } };
  })();
})();
